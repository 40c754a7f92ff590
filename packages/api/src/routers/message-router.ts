import {
  conversationInput,
  deleteInput,
  editInput,
  hidePreviewsInput,
  linkedInput,
  listInput,
  listDoneInput,
  listMentionsInput,
  pinInput,
  quotesInput,
  reactInput,
  revisionsInput,
  saveInput,
  type SaveOutput,
  searchInput,
  sendInput,
} from '@nova/contract';
import { linkedMessages, listPins, quoteMessages, unsaveMessage } from '@nova/db';
import { deleteCommand } from '../commands/delete-message.ts';
import { editCommand } from '../commands/edit-message.ts';
import { hidePreviewsCommand } from '../commands/hide-previews.ts';
import { pinCommand } from '../commands/pin.ts';
import { reactCommand } from '../commands/react.ts';
import { saveCommand } from '../commands/save.ts';
import { issuerOf } from '../context.ts';
import { refuse } from '../errors/refusal.ts';
import { onMessage } from '../lock/on-message.ts';
import { router, signedIn } from '../procedures.ts';
import { donePage } from '../queries/done-page.ts';
import { mentionsPage } from '../queries/mentions-page.ts';
import { messagePage } from '../queries/message-page.ts';
import { messageRevisions } from '../queries/message-revisions.ts';
import { searchPage } from '../queries/search/search-page.ts';

export const messageRouter = router({
  send: signedIn('send')
    .input(sendInput)
    .mutation(({ ctx, input }) => ctx.sends.send(input, issuerOf(ctx))),
  edit: signedIn('write')
    .input(editInput)
    .mutation(({ ctx, input }) =>
      onMessage(ctx, { action: 'message.edit', input }, (located, issuer) =>
        editCommand(located, issuer, ctx.parts.settings),
      ),
    ),
  delete: signedIn('write')
    .input(deleteInput)
    .mutation(({ ctx, input }) =>
      onMessage(ctx, { action: 'message.delete', input }, (located, issuer) =>
        deleteCommand(located, issuer, ctx.parts.settings),
      ),
    ),
  react: signedIn('write')
    .input(reactInput)
    .mutation(({ ctx, input }) => onMessage(ctx, { action: 'message.react', input }, reactCommand)),
  pin: signedIn('write')
    .input(pinInput)
    .mutation(({ ctx, input }) => onMessage(ctx, { action: 'message.pin', input }, pinCommand)),
  hidePreviews: signedIn('write')
    .input(hidePreviewsInput)
    .mutation(({ ctx, input }) => onMessage(ctx, { action: 'message.hidePreviews', input }, hidePreviewsCommand)),
  pinned: signedIn('read')
    .input(conversationInput)
    .query(async ({ ctx, input }) => {
      const pins = await listPins(ctx.parts.db.query, { ...input, userId: ctx.caller.userId });
      if (!pins) throw refuse('NOT_A_MEMBER');
      return pins;
    }),
  mentions: signedIn('read')
    .input(listMentionsInput)
    .query(({ ctx, input }) => mentionsPage(ctx.parts, input, ctx.caller.userId)),
  save: signedIn('write')
    .input(saveInput)
    .mutation(async ({ ctx, input: { messageId, saving } }): Promise<SaveOutput> => {
      const { userId } = ctx.caller;
      const saved =
        saving === null
          ? { messageId, changed: await unsaveMessage(ctx.parts.db.query, { userId, messageId }) }
          : await onMessage(ctx, { action: 'message.save', input: { messageId, saving } }, saveCommand);
      if (saved.changed) ctx.parts.inbox.touchedOwn(userId, 'saved');
      return saved;
    }),
  saved: signedIn('read')
    .input(listDoneInput)
    .query(({ ctx, input }) => donePage(ctx.parts, input, ctx.caller.userId)),
  list: signedIn('read')
    .input(listInput)
    .query(({ ctx, input }) => messagePage(ctx.parts, input, ctx.caller.userId)),
  quotes: signedIn('read')
    .input(quotesInput)
    .query(({ ctx, input }) => quoteMessages(ctx.parts.db.query, input.messageIds, ctx.caller.userId)),
  linked: signedIn('read')
    .input(linkedInput)
    .query(({ ctx, input }) => linkedMessages(ctx.parts.db.query, ctx.caller.userId, input.links)),
  search: signedIn('search')
    .input(searchInput)
    .query(({ ctx, input }) => searchPage(ctx.parts, input, ctx.caller.userId)),
  revisions: signedIn('read')
    .input(revisionsInput)
    .query(({ ctx, input }) => messageRevisions(ctx.parts, input.messageId, ctx.caller.userId)),
});

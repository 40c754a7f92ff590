import {
  addMembersInput,
  browseInput,
  conversationInput,
  createGroupInput,
  decodeCursor,
  eventsInput,
  exportMembersInput,
  exportPageInput,
  type LogItem,
  markReadInput,
  markUnreadInput,
  favourInput,
  muteInput,
  openDirectInput,
  type ReadOutput,
  removeMemberInput,
  setRoleInput,
  updateInput,
} from '@nova/contract';
import { getConversation, getStats, listSummaries, markRead, markUnread, reviewRead } from '@nova/db';
import { tracked } from '@trpc/server';
import { addMembersCommand } from '../commands/add-members.ts';
import { createGroup } from '../commands/create-group.ts';
import { joinCommand } from '../commands/join.ts';
import { favourCommand } from '../commands/favour.ts';
import { muteCommand } from '../commands/mute.ts';
import { openDirect } from '../commands/open-direct.ts';
import { removeMemberCommand } from '../commands/remove-member.ts';
import { setRoleCommand } from '../commands/set-role.ts';
import { updateCommand } from '../commands/update-conversation.ts';
import { issuerOf } from '../context.ts';
import { refuse } from '../errors/refusal.ts';
import { underLock, underOpenLock } from '../lock/under-lock.ts';
import type { EventFeed } from '../ports.ts';
import { router, signedIn } from '../procedures.ts';
import { findChannels } from '../queries/channels.ts';
import { membersOfExport, pageOfExport } from '../queries/exports.ts';
import { reachNow } from '../queries/reach.ts';

export const conversationRouter = router({
  list: signedIn('read').query(({ ctx }) => listSummaries(ctx.parts.db.query, ctx.caller.userId, null)),
  get: signedIn('read')
    .input(conversationInput)
    .query(async ({ ctx, input }) => {
      const found = await getConversation(ctx.parts.db.query, input.conversationId, ctx.caller.userId);
      if (!found) throw refuse('NOT_A_MEMBER');
      return found;
    }),
  reach: signedIn('read')
    .input(conversationInput)
    .query(({ ctx, input }) => reachNow(ctx.parts, input.conversationId, ctx.caller.userId)),
  stats: signedIn('search')
    .input(conversationInput)
    .query(async ({ ctx, input }) => {
      const found = await getStats(ctx.parts.db.query, input.conversationId, ctx.caller.userId);
      if (!found) throw refuse('NOT_A_MEMBER');
      return found;
    }),
  exportPage: signedIn('read')
    .input(exportPageInput)
    .query(({ ctx, input }) => pageOfExport(ctx.parts, input, ctx.caller.userId)),
  exportMembers: signedIn('read')
    .input(exportMembersInput)
    .query(({ ctx, input }) => membersOfExport(ctx.parts, input, ctx.caller.userId)),
  browse: signedIn('search')
    .input(browseInput)
    .query(({ ctx, input }) => findChannels(ctx.parts, input.query, ctx.caller.userId)),
  openDirect: signedIn('write')
    .input(openDirectInput)
    .mutation(({ ctx, input }) => openDirect(ctx.parts, input, issuerOf(ctx))),
  createGroup: signedIn('write')
    .input(createGroupInput)
    .mutation(({ ctx, input }) => createGroup(ctx.parts, input, issuerOf(ctx))),
  join: signedIn('write')
    .input(conversationInput)
    .mutation(({ ctx, input }) => underOpenLock(ctx.parts, joinCommand(input, issuerOf(ctx)))),
  update: signedIn('write')
    .input(updateInput)
    .mutation(({ ctx, input }) => underLock(ctx.parts, updateCommand(input, issuerOf(ctx)))),
  addMembers: signedIn('write')
    .input(addMembersInput)
    .mutation(({ ctx, input }) => underLock(ctx.parts, addMembersCommand(input, issuerOf(ctx)))),
  removeMember: signedIn('write')
    .input(removeMemberInput)
    .mutation(({ ctx, input }) => underLock(ctx.parts, removeMemberCommand(input, issuerOf(ctx)))),
  leave: signedIn('write')
    .input(conversationInput)
    .mutation(({ ctx, input }) =>
      underLock(ctx.parts, removeMemberCommand({ ...input, userId: ctx.caller.userId }, issuerOf(ctx))),
    ),
  setRole: signedIn('write')
    .input(setRoleInput)
    .mutation(({ ctx, input }) => underLock(ctx.parts, setRoleCommand(input, issuerOf(ctx)))),
  mute: signedIn('write')
    .input(muteInput)
    .mutation(async ({ ctx, input }) => {
      const done = await underLock(ctx.parts, muteCommand(input, issuerOf(ctx)));
      if (done.changed) ctx.parts.inbox.touched(ctx.caller.userId, [input.conversationId]);
      return done;
    }),
  favour: signedIn('write')
    .input(favourInput)
    .mutation(async ({ ctx, input }) => {
      const done = await underLock(ctx.parts, favourCommand(input, issuerOf(ctx)));
      if (done.changed) ctx.parts.inbox.touched(ctx.caller.userId, [input.conversationId]);
      return done;
    }),
  markRead: signedIn('write')
    .input(markReadInput)
    .mutation(async ({ ctx, input }): Promise<ReadOutput> => {
      const { conversationId } = input;
      const readSeq = await markRead(ctx.parts.db.query, { ...input, userId: ctx.caller.userId });
      if (readSeq === null) throw refuse('NOT_A_MEMBER');
      ctx.parts.inbox.touched(ctx.caller.userId, [conversationId]);
      await reviewRead(ctx.parts.db.query, { ...ctx.caller, conversationId, readSeq, rootId: null });
      return { conversationId, readSeq };
    }),
  markUnread: signedIn('write')
    .input(markUnreadInput)
    .mutation(async ({ ctx, input }): Promise<ReadOutput> => {
      const { conversationId } = input;
      const readSeq = await markUnread(ctx.parts.db.query, { ...input, userId: ctx.caller.userId });
      if (readSeq === null) throw refuse('NOT_A_MEMBER');
      ctx.parts.inbox.touched(ctx.caller.userId, [conversationId]);
      return { conversationId, readSeq };
    }),
  events: signedIn('live')
    .input(eventsInput)
    .subscription(async ({ ctx, input, signal }) => {
      const { conversationId, lastEventId = null } = input;
      if (lastEventId !== null && !decodeCursor(lastEventId)) throw refuse('BAD_CURSOR');
      const stop = signal ?? new AbortController().signal;
      const { userId } = ctx.caller;
      // Admitted before the caller is told that it has begun: what is sent from then on is an event of it.
      return trackedItems(await ctx.parts.events.follow({ conversationId, userId, lastEventId, signal: stop }));
    }),
});

async function* trackedItems(items: Awaited<ReturnType<EventFeed['follow']>>) {
  for await (const [cursor, item] of items) yield tracked<LogItem>(cursor, item);
}

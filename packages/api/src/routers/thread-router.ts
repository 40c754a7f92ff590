import {
  followThreadInput,
  listThreadsInput,
  readThreadInput,
  threadInput,
  type ThreadPlaceOutput,
} from '@nova/contract';
import { markThreadRead, reviewRead } from '@nova/db';
import { followThreadCommand } from '../commands/follow-thread.ts';
import { refuse } from '../errors/refusal.ts';
import { onMessage } from '../lock/on-message.ts';
import { router, signedIn } from '../procedures.ts';
import { threadPage } from '../queries/thread-page.ts';
import { threadsPage } from '../queries/threads-page.ts';

export const threadRouter = router({
  get: signedIn('read')
    .input(threadInput)
    .query(({ ctx, input }) => threadPage(ctx.parts, input, ctx.caller.userId)),
  list: signedIn('read')
    .input(listThreadsInput)
    .query(({ ctx, input }) => threadsPage(ctx.parts, input, ctx.caller.userId)),
  follow: signedIn('write')
    .input(followThreadInput)
    .mutation(async ({ ctx, input: { rootId, on } }) => {
      const place = await onMessage(
        ctx,
        { action: 'thread.follow', input: { messageId: rootId, on } },
        followThreadCommand,
      );
      if (place.changed) ctx.parts.inbox.touched(ctx.caller.userId, [place.conversationId]);
      return place;
    }),
  markRead: signedIn('write')
    .input(readThreadInput)
    .mutation(async ({ ctx, input }): Promise<ThreadPlaceOutput> => {
      const { userId } = ctx.caller;
      const place = await markThreadRead(ctx.parts.db.query, { ...input, userId });
      if (!place) throw refuse('MESSAGE_NOT_FOUND');
      ctx.parts.inbox.touched(userId, [place.conversationId]);
      const { conversationId, readSeq } = place;
      await reviewRead(ctx.parts.db.query, { ...ctx.caller, conversationId, readSeq, rootId: input.rootId });
      return { rootId: input.rootId, ...place };
    }),
});

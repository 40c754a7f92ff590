import { setTypingInput, watchInput } from '@nova/contract';
import { membershipsAmong } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { router, signedIn } from '../procedures.ts';

export const presenceRouter = router({
  setTyping: signedIn('typing')
    .input(setTypingInput)
    .mutation(async ({ ctx, input }) => {
      const { conversationId, on } = input;
      const { userId } = ctx.caller;
      const [mine] = await membershipsAmong(ctx.parts.db.query, userId, [conversationId]);
      if (!mine) throw refuse('NOT_A_MEMBER');
      ctx.parts.presence.setTyping({ conversationId, userId, on });
      return { conversationId };
    }),
  /** Conversations that the caller is not in are left out in silence, as if they did not exist. */
  watch: signedIn('live')
    .input(watchInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const { userId } = ctx.caller;
      const conversationIds = await membershipsAmong(ctx.parts.db.query, userId, input.conversationIds);
      const stop = signal ?? new AbortController().signal;
      yield* ctx.parts.presence.watch({ userId, conversationIds, userIds: input.userIds, signal: stop });
    }),
});

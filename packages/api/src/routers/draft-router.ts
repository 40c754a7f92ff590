import { listDraftsInput, type ListDraftsOutput, setDraftInput, type SetDraftOutput } from '@nova/contract';
import { listDrafts, setDraft } from '@nova/db';
import { refuse } from '../errors/refusal.ts';
import { router, signedIn } from '../procedures.ts';

export const draftRouter = router({
  list: signedIn('read')
    .input(listDraftsInput)
    .query(
      async ({ ctx, input }): Promise<ListDraftsOutput> => ({
        drafts: [...(await listDrafts(ctx.parts.db.query, ctx.caller.userId, input.since ?? null))],
      }),
    ),
  set: signedIn('write')
    .input(setDraftInput)
    .mutation(async ({ ctx, input }): Promise<SetDraftOutput> => {
      const { userId } = ctx.caller;
      const outcome = await setDraft(ctx.parts.db.query, userId, input);
      if (outcome === null) throw refuse('NOT_A_MEMBER');
      if (outcome === 'full') throw refuse('DRAFTS_FULL');
      if (outcome.accepted) ctx.parts.inbox.touchedOwn(userId, 'drafts');
      return outcome;
    }),
});

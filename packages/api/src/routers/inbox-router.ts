import { router, signedIn } from '../procedures.ts';
import { inboxChanges } from '../queries/inbox-changes.ts';

export const inboxRouter = router({
  changes: signedIn('live').subscription(({ ctx, signal }) =>
    inboxChanges(ctx.parts, ctx.caller.userId, signal ?? new AbortController().signal),
  ),
});

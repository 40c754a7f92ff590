import type { Cause } from '../outbox/classification.ts';

/**
 * Where a conversation's replica stands. `loading`: nothing to show yet. `resuming`: what is shown may be old, the rest
 * is coming. `offline`: likewise, and there is no way to the server. `ended`: the person is no member any more.
 * `failed`: `failure` says why; `resume()` tries again.
 */
export type SyncStatus = 'loading' | 'live' | 'resuming' | 'offline' | 'ended' | 'failed';

/** A status, with the reason when it is `failed` or `ended` by refusal. */
export interface Standing {
  readonly status: SyncStatus;
  readonly failure: Cause | null;
}

import type { ChangeScheduledInput } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

export type ScheduledState = 'waiting' | 'refused' | 'sent' | 'cancelled';

/**
 * Changes text or time of what waits, and lets what was refused wait again, if its version is the one seen; answers
 * whether it did, and the state that it is in: null when there is none.
 *
 * Lock: the row: whoever sends it at this moment is waited for, and then it is sent. Index: `scheduled_pkey`.
 */
export async function changeScheduled(
  query: Query,
  userId: string,
  input: ChangeScheduledInput,
): Promise<{ readonly changed: boolean; readonly state: ScheduledState | null }> {
  const { clientId, expectedVersion } = input;
  const [body, dueAt] = [input.body ?? null, input.dueAt ?? null];
  const changed = await query`
    update scheduled set body = coalesce(${body}::text, body), due_at = coalesce(${dueAt}::text::timestamptz, due_at),
      version = version + 1, state = 'waiting', refusal = null, claimed_until = null, updated_at = now()
    where user_id = ${userId} and client_id = ${clientId} and version = ${expectedVersion}
      and state in ('waiting', 'refused')
    returning version`;
  return { changed: changed.length > 0, state: await stateOf(query, userId, clientId) };
}

/** Cancels it; answers the state that it is in then: null when there is none. Idempotent. Lock, index: as above. */
export async function cancelScheduled(query: Query, userId: string, clientId: string): Promise<ScheduledState | null> {
  await query`
    update scheduled set state = 'cancelled', body = '', refusal = null, updated_at = now()
    where user_id = ${userId} and client_id = ${clientId} and state in ('waiting', 'refused')`;
  return stateOf(query, userId, clientId);
}

async function stateOf(query: Query, userId: string, clientId: string): Promise<ScheduledState | null> {
  const [row] = await query<{ state: ScheduledState }>`
    select state from scheduled where user_id = ${userId} and client_id = ${clientId}`;
  return row?.state ?? null;
}

import type { ChangeScheduledInput } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

export type ScheduledState = 'waiting' | 'refused' | 'sent' | 'cancelled';

/**
 * Changes text or time of what waits, and lets what was refused wait again, if its version is the one seen; answers
 * whether it did, and the state that it is in: null when there is none.
 *
 * Its files are kept for as long as it waits.
 *
 * Lock: the row: whoever sends it at this moment is waited for, and then it is sent; then those of its files. Index:
 * `scheduled_pkey`, `files_pkey`.
 */
export async function changeScheduled(
  query: Query,
  userId: string,
  input: ChangeScheduledInput,
): Promise<{ readonly changed: boolean; readonly state: ScheduledState | null }> {
  const { clientId, expectedVersion } = input;
  const [body, dueAt] = [input.body ?? null, input.dueAt ?? null];
  const changed = await query`
    with changed as (
      update scheduled set body = coalesce(${body}::text, body), due_at = coalesce(${dueAt}::text::timestamptz, due_at),
        version = version + 1, state = 'waiting', refusal = null, claimed_until = null, updated_at = now()
      where user_id = ${userId} and client_id = ${clientId} and version = ${expectedVersion}
        and state in ('waiting', 'refused')
      returning version, file_ids, due_at
    ), kept as (
      update files set created_at = greatest(now(), changed.due_at) from changed
      where files.id = any(changed.file_ids) and uploader_id = ${userId} and message_id is null and doomed_at is null
    )
    select version from changed`;
  return { changed: changed.length > 0, state: await stateOf(query, userId, clientId) };
}

/**
 * Cancels it; answers the state that it is in then: null when there is none. Its files are kept for another day, for who
 * makes a draft of it. Idempotent. Lock, index: as above.
 */
export async function cancelScheduled(query: Query, userId: string, clientId: string): Promise<ScheduledState | null> {
  await query`
    with cancelled as (
      update scheduled set state = 'cancelled', body = '', refusal = null, updated_at = now()
      where user_id = ${userId} and client_id = ${clientId} and state in ('waiting', 'refused')
      returning file_ids
    )
    update files set created_at = now() from cancelled
    where files.id = any(cancelled.file_ids) and uploader_id = ${userId} and message_id is null and doomed_at is null`;
  return stateOf(query, userId, clientId);
}

async function stateOf(query: Query, userId: string, clientId: string): Promise<ScheduledState | null> {
  const [row] = await query<{ state: ScheduledState }>`
    select state from scheduled where user_id = ${userId} and client_id = ${clientId}`;
  return row?.state ?? null;
}

import type { Query } from '../../connection/query.ts';
import type { WaitingMessage } from './list-scheduled.ts';

/** A message whose time has come, and whose it is. */
export interface DueMessage extends WaitingMessage {
  readonly userId: string;
}

/**
 * Takes up what is due, the longest due first, then what was written first; for `leaseMs` no other node does. A node
 * that dies keeps it no longer.
 * That it is sent once does not rest on this, but on `lockScheduled`.
 *
 * Lock: the rows, those that others hold skipped. Index: `scheduled_due`.
 */
export function claimScheduled(
  query: Query,
  { leaseMs, limit }: { readonly leaseMs: number; readonly limit: number },
): Promise<readonly DueMessage[]> {
  return query<DueMessage>`
    with claimed as (
      update scheduled set claimed_until = now() + ${leaseMs}::integer * interval '1 millisecond'
      where (user_id, client_id) in (
        select user_id, client_id from scheduled
        where state = 'waiting' and due_at <= now() and (claimed_until is null or claimed_until <= now())
        order by due_at, updated_at limit ${limit} for update skip locked
      )
      returning *
    )
    select user_id as "userId", client_id as "clientId", conversation_id as "conversationId", body,
      reply_to_id as "replyToId", thread_root_id as "threadRootId", also_send as "alsoSend", to_json(file_ids) as "fileIds", version
    from claimed order by due_at, updated_at`;
}

/** Which message, as it was when somebody decided to send it. */
export interface ScheduledVersion {
  readonly userId: string;
  readonly clientId: string;
  readonly version: number;
}

/** Files of what was refused wait for their person for so long. */
const refusedKeptDays = 30;

/**
 * It was refused: its person is told why, unless they have changed it since; its files are kept for them for a month.
 * Lock: the row, then those of its files. Index: `scheduled_pkey`, `files_pkey`.
 */
export async function refuseScheduled(query: Query, of: ScheduledVersion, refusal: string): Promise<void> {
  await query`
    with refused as (
      update scheduled set state = 'refused', refusal = ${refusal}, claimed_until = null, updated_at = now()
      where user_id = ${of.userId} and client_id = ${of.clientId} and version = ${of.version}
        and state = 'waiting'
      returning file_ids
    )
    update files set created_at = now() + ${refusedKeptDays}::integer * interval '1 day' from refused
    where files.id = any(refused.file_ids) and uploader_id = ${of.userId} and message_id is null and doomed_at is null`;
}

/** It could not be sent just now: any node tries again after `delayMs`. Lock: the row. Index: `scheduled_pkey`. */
export async function postponeScheduled(query: Query, of: ScheduledVersion, delayMs: number): Promise<void> {
  await query`
    update scheduled set claimed_until = now() + ${delayMs}::integer * interval '1 millisecond'
    where user_id = ${of.userId} and client_id = ${of.clientId} and version = ${of.version}
      and state = 'waiting'`;
}

/**
 * Forgets what was sent or cancelled longer ago than `keptMs`. Returns how many; fewer than `limit` means that none is
 * left. Safe on several nodes at once. Lock: the rows, others' skipped. Index: `scheduled_over`.
 */
export async function forgetScheduled(
  query: Query,
  { keptMs, now, limit }: { readonly keptMs: number; readonly now: Date; readonly limit: number },
): Promise<number> {
  const before = new Date(now.getTime() - keptMs).toISOString();
  const gone = await query`
    delete from scheduled where (user_id, client_id) in (
      select user_id, client_id from scheduled
      where state in ('sent', 'cancelled') and updated_at <= ${before}::text::timestamptz
      order by updated_at limit ${limit} for update skip locked
    )
    returning version`;
  return gone.length;
}

import type { Query } from '../../connection/query.ts';
import type { LockedTx } from '../../lock/locked-tx.ts';

/** A message whose links are to be looked up, as it was when it was written so. */
export interface PreviewTask {
  readonly messageId: string;
  readonly conversationId: string;
  readonly version: number;
}

/** A task that a node has taken up. */
export interface DuePreviewTask extends PreviewTask {
  /** Who wrote it. */
  readonly senderId: string;
  readonly ageMs: number;
  /** What the message says now; null once it is deleted. */
  readonly body: string | null;
}

/**
 * Has the links of these messages looked up; of one that waits already, as it is now. Lock: the conversations'.
 * Index: `preview_tasks_pkey`.
 */
export async function addPreviewTasks(tx: LockedTx, tasks: readonly PreviewTask[]): Promise<void> {
  await tx.query`
    insert into preview_tasks (message_id, conversation_id, version)
    select * from unnest(
      ${tasks.map(({ messageId }) => messageId)}::uuid[], ${tasks.map(({ conversationId }) => conversationId)}::uuid[],
      ${tasks.map(({ version }) => version)}::integer[]
    )
    on conflict (message_id) do update set version = excluded.version, due_at = now(), created_at = now()`;
}

/**
 * Takes up what is due, the longest due first; for `leaseMs` no other node does, and a node that dies keeps it no longer.
 * That a message tells of its previews once does not rest on this, but on `dropPreviewTask`.
 *
 * Lock: the rows, those that others hold skipped. Index: `preview_tasks_due`, `messages_pkey`.
 */
export function claimPreviewTasks(
  query: Query,
  { leaseMs, limit }: { readonly leaseMs: number; readonly limit: number },
): Promise<readonly DuePreviewTask[]> {
  return query<DuePreviewTask>`
    with claimed as (
      update preview_tasks set due_at = now() + ${leaseMs}::integer * interval '1 millisecond'
      where message_id in (
        select message_id from preview_tasks where due_at <= now() order by due_at limit ${limit} for update skip locked
      )
      returning *
    )
    select message_id as "messageId", claimed.conversation_id as "conversationId", claimed.version,
      (extract(epoch from now() - created_at) * 1000)::integer as "ageMs",
      messages.sender_id as "senderId", case when messages.deleted_at is null then messages.body end as body
    from claimed join messages on messages.id = claimed.message_id`;
}

/** Nobody looks again before `delayMs` have passed. Lock: the row. Index: `preview_tasks_pkey`. */
export async function postponePreviewTask(query: Query, of: PreviewTask, delayMs: number): Promise<void> {
  await query`
    update preview_tasks set due_at = now() + ${delayMs}::integer * interval '1 millisecond'
    where message_id = ${of.messageId} and version = ${of.version}`;
}

/**
 * Settles a task: true for the one who did. Not when the message was changed since, or another node was quicker.
 *
 * Lock: conversation and message, held. Index: `preview_tasks_pkey`.
 */
export async function dropPreviewTask(tx: LockedTx, of: Pick<PreviewTask, 'messageId' | 'version'>): Promise<boolean> {
  const gone = await tx.query`
    delete from preview_tasks where message_id = ${of.messageId} and version = ${of.version} returning message_id`;
  return gone.length > 0;
}

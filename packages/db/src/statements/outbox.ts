import type { Query } from '../connection/query.ts';

/** A commit whose events may not have been published yet. */
export interface OutboxRow {
  readonly id: string;
  readonly conversationId: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/**
 * The oldest rows that were written more than `olderThanMs` ago (by the database's clock), at most `limit` (R2).
 * Nothing is claimed: publishing is idempotent by seq, so a row handed to two nodes costs a few ignored appends, and
 * one whose node dies is simply handed out again.
 *
 * Lock: none. Index: `outbox_pkey`; the table holds only what was committed in the last instants.
 * Rejected: FOR UPDATE SKIP LOCKED, which holds a transaction open while Redis is slow.
 */
export function pendingOutbox(
  query: Query,
  wanted: { readonly olderThanMs: number; readonly limit: number },
): Promise<readonly OutboxRow[]> {
  return query<OutboxRow>`
    select id::text, conversation_id as "conversationId", first_seq as "firstSeq", last_seq as "lastSeq"
    from outbox where created_at < clock_timestamp() - ${wanted.olderThanMs} * interval '1 millisecond'
    order by outbox.id limit ${wanted.limit}`;
}

/** Removes rows that were published. Idempotent. Index: `outbox_pkey`. */
export async function deleteOutbox(query: Query, ids: readonly string[]): Promise<void> {
  await query`delete from outbox where id = any(${ids}::bigint[])`;
}

/** How much waits to be published, and for how long the oldest has: what operators watch. */
export async function outboxBacklog(query: Query): Promise<{ readonly rows: number; readonly oldestMs: number }> {
  const [row] = await query<{ rows: number; oldestMs: number }>`
    select count(*) as rows,
      coalesce(extract(epoch from clock_timestamp() - min(created_at)) * 1000, 0)::double precision as "oldestMs"
    from outbox`;
  return row ?? { rows: 0, oldestMs: 0 };
}

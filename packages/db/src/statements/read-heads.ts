import type { Query } from '../connection/query.ts';

export interface Heads {
  readonly epoch: string;
  /** Conversation → newest `seq`; those that do not exist are left out. */
  readonly heads: ReadonlyMap<string, number>;
}

/**
 * The newest `seq` of each conversation and the log's epoch, from one snapshot.
 *
 * Lock: none. Index: `conversations_pkey`. Rejected: `max(seq)` of the events, which is the same number for more work.
 */
export async function readHeads(query: Query, conversationIds: readonly string[]): Promise<Heads> {
  const rows = await query<{ epoch: string; id: string | null; lastSeq: number }>`
    select log.epoch, conversations.id, conversations.last_seq as "lastSeq"
    from log left join conversations on conversations.id = any(${conversationIds}::uuid[])`;
  const [first] = rows;
  if (!first) throw new Error('the log has no epoch yet: call readEpoch at start');
  return {
    epoch: first.epoch,
    heads: new Map(rows.flatMap(({ id, lastSeq }) => (id === null ? [] : [[id, lastSeq]]))),
  };
}

import type { Query } from '../connection/query.ts';

/**
 * Moves a person's read position forward, at most to the end of the log, never back; answers where it stands then.
 * Null when they are not a member. Idempotent.
 *
 * Lock: one's own row only; no event, since it changes nothing for anybody else. The membership is judged in the same
 * statement. Index: `members_pkey`, `read_positions_pkey`.
 * Rejected: the conversation's lock, for which every reader would queue with every writer.
 */
export async function markRead(
  query: Query,
  at: { userId: string; conversationId: string; seq: number },
): Promise<number | null> {
  const [row] = await query<{ readSeq: number }>`
    insert into read_positions as mine (user_id, conversation_id, read_seq, read_at)
    select members.user_id, members.conversation_id, greatest(members.joined_seq, least(${at.seq}::bigint, conversations.last_seq)), clock_timestamp()
    from members join conversations on conversations.id = members.conversation_id
    where members.conversation_id = ${at.conversationId} and members.user_id = ${at.userId}
    on conflict (user_id, conversation_id) do update set read_seq = greatest(mine.read_seq, excluded.read_seq), read_at = excluded.read_at
    returning read_seq as "readSeq"`;
  return row?.readSeq ?? null;
}

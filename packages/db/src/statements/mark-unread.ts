import type { Query } from '../connection/query.ts';

/**
 * Moves a person's read position back to just before `seq`, never forward, never to before they joined; answers where
 * it stands then. Null when they are not a member. Idempotent.
 *
 * Lock: one's own row only, as in `markRead`. Index: `members_pkey`, `read_positions_pkey`.
 */
export async function markUnread(
  query: Query,
  at: { userId: string; conversationId: string; seq: number },
): Promise<number | null> {
  const [row] = await query<{ readSeq: number }>`
    with here as (
      select joined_seq from members where conversation_id = ${at.conversationId} and user_id = ${at.userId}
    ), moved as (
      update read_positions as mine set read_at = clock_timestamp(),
        read_seq = least(mine.read_seq, greatest(here.joined_seq, ${at.seq}::bigint - 1))
      from here where mine.user_id = ${at.userId} and mine.conversation_id = ${at.conversationId}
      returning mine.read_seq
    )
    select coalesce((select read_seq from moved), joined_seq) as "readSeq" from here`;
  return row?.readSeq ?? null;
}

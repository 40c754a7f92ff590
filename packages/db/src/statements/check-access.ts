import type { Query } from '../connection/query.ts';

/**
 * Whether somebody may follow a conversation, and how far its log reached at that very moment; null for a stranger,
 * whether there is such a conversation or not (A1).
 *
 * Lock: none; one snapshot, so the answer is true at `lastSeq`, and later removals are events after it (D7).
 * Index: `members_pkey`, `conversations_pkey`.
 */
export async function checkAccess(
  query: Query,
  conversationId: string,
  userId: string,
): Promise<{ readonly lastSeq: number; readonly epoch: string } | null> {
  const [row] = await query<{ lastSeq: number; epoch: string }>`
    select conversations.last_seq as "lastSeq", log.epoch
    from members join conversations on conversations.id = members.conversation_id cross join log
    where members.conversation_id = ${conversationId} and members.user_id = ${userId}`;
  return row ?? null;
}

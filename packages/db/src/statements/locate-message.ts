import type { Query } from '../connection/query.ts';

/**
 * The conversation a message is in, which never changes; null when the user is not in it or there is no such message:
 * for a stranger the two are one (A1). Not a judgement: the lock holder reads the membership again.
 *
 * Lock: none. Index: `messages_pkey`, `members_pkey`.
 */
export async function locateMessage(query: Query, messageId: string, userId: string): Promise<string | null> {
  const [row] = await query<{ conversationId: string }>`
    select messages.conversation_id as "conversationId"
    from messages join members on members.conversation_id = messages.conversation_id and members.user_id = ${userId}
    where messages.id = ${messageId}`;
  return row?.conversationId ?? null;
}

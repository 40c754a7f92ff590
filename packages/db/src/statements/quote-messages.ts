import { limits, type Quote } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/**
 * The beginnings of messages, for replies that quote them: those that the user may read, in no order; others are left
 * out (A1). Deleted ones come without text (X1).
 *
 * Lock: none; one snapshot. Index: `messages_pkey`, `members_pkey`.
 */
export async function quoteMessages(query: Query, messageIds: readonly string[], userId: string): Promise<Quote[]> {
  return [
    ...(await query<Quote>`
      select m.id, m.conversation_id as "conversationId", m.seq, m.sender_id as "senderId", m.version,
        case when m.deleted_at is null then left(m.body, ${limits.quoteChars}) end as body
      from messages m
      join members on members.conversation_id = m.conversation_id and members.user_id = ${userId}
      where m.id = any(${messageIds}::uuid[])`),
  ];
}

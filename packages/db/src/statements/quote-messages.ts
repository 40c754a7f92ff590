import { limits, type Quote } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/**
 * The beginnings of messages, for replies that quote them: those that the user may read, in no order; others are left
 * out (A1). Deleted ones come without text (X1).
 *
 * Lock: none; one snapshot. Index: `messages_pkey`, `members_pkey`, `files_message`.
 */
export async function quoteMessages(query: Query, messageIds: readonly string[], userId: string): Promise<Quote[]> {
  const rows = await query<Omit<Quote, 'fileName'> & { fileName: string | null }>`
    select m.id, m.conversation_id as "conversationId", m.seq, m.sender_id as "senderId", m.version,
      case when m.deleted_at is null then left(m.body, ${limits.quoteChars}) end as body,
      case when m.deleted_at is null then (
        select name from files where message_id = m.id order by position limit 1) end as "fileName"
    from messages m
    join members on members.conversation_id = m.conversation_id and members.user_id = ${userId}
    where m.id = any(${messageIds}::uuid[])`;
  return rows.map(({ fileName, ...quote }) => (fileName === null ? quote : { ...quote, fileName }));
}

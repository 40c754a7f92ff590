import type { Revision } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/** Every text of a message, oldest first; nothing of one that is deleted (X1). */
export interface MessageHistory {
  readonly isDeleted: boolean;
  readonly revisions: readonly Revision[];
}

/**
 * Null when the user is not in the message's conversation, or there is no such message (A1).
 *
 * Lock: none; one snapshot. Index: `messages_pkey`, `members_pkey`, `revisions_pkey`.
 */
export async function listRevisions(query: Query, messageId: string, userId: string): Promise<MessageHistory | null> {
  const rows = await query<{ isDeleted: boolean; version: number; body: string | null; at: string }>`
    select m.deleted_at is not null as "isDeleted", text.version, case when m.deleted_at is null then text.body end as body, text.at
    from messages m
    join members on members.conversation_id = m.conversation_id and members.user_id = ${userId}
    cross join lateral (
      select version, body, at from revisions where message_id = m.id
      union all
      select m.version, m.body, coalesce(m.edited_at, m.sent_at)
    ) as text
    where m.id = ${messageId}
    order by text.version`;
  const [first] = rows;
  if (!first) return null;
  if (first.isDeleted) return { isDeleted: true, revisions: [] };
  return { isDeleted: false, revisions: rows.map(({ version, body, at }) => ({ version, body: body ?? '', at })) };
}

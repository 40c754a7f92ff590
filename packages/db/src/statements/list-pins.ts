import { limits, type PinnedMessage } from '@nova/contract';
import type { Query } from '../connection/query.ts';

type Row = Required<PinnedMessage['message']> & Pick<PinnedMessage, 'pinnedById' | 'pinnedAt'>;

/**
 * What is pinned in a conversation, what was pinned last first, at most `limits.pinsShown`; null for somebody who is no
 * member (A1). What was deleted is not pinned any more.
 *
 * Lock: none; one snapshot. Index: `members_pkey`, `pins_conversation`, `messages_pkey`, `files_message`.
 */
export async function listPins(
  query: Query,
  of: { conversationId: string; userId: string },
): Promise<PinnedMessage[] | null> {
  const rows = await query<{ [Key in keyof Row]: Row[Key] | null }>`
    select m.id, m.conversation_id as "conversationId", m.seq, m.sender_id as "senderId", m.sent_at as "sentAt",
      m.thread_root_id as "threadRootId", left(m.body, ${limits.quoteChars}) as body,
      (select name from files where message_id = m.id order by position limit 1) as "fileName",
      pins.pinned_by as "pinnedById", pins.at as "pinnedAt"
    from members me
    left join (pins join messages m on m.id = pins.message_id and m.deleted_at is null)
      on pins.conversation_id = me.conversation_id
    where me.conversation_id = ${of.conversationId} and me.user_id = ${of.userId}
    order by pins.at desc, m.seq desc limit ${limits.pinsShown}`;
  if (rows.length === 0) return null;
  return rows.flatMap(pinOf);
}

/** Null in all of its fields is what a conversation without pins comes as. */
function pinOf(row: { [Key in keyof Row]: Row[Key] | null }): PinnedMessage[] {
  const { pinnedById, pinnedAt, id, conversationId, seq, senderId, sentAt, threadRootId, body, fileName } = row;
  if (id === null || conversationId === null || seq === null || senderId === null || sentAt === null) return [];
  if (pinnedById === null || pinnedAt === null) return [];
  const message = { id, conversationId, seq, senderId, sentAt, threadRootId, body };
  return [{ message: fileName === null ? message : { ...message, fileName }, pinnedById, pinnedAt }];
}

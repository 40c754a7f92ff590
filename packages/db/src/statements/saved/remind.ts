import type { Query } from '../../connection/query.ts';

/**
 * Lets reminders come whose time is there, the oldest first, at most `limit`; returns how many. Each comes once, however
 * many nodes ask at the same time: whoever finds a row locked passes it by. Of what was deleted, or may not be read now,
 * nobody is reminded.
 *
 * Lock: the rows, those of other nodes skipped. Index: `saved_messages_remind`, `messages_pkey`, `members_pkey`.
 * Rejected: the conversation's lock, for which a reminder would queue with every writer: it changes nothing there.
 */
export async function claimReminders(
  query: Query,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<number> {
  const claimed = await query`
    with due as (
      select user_id, message_id from saved_messages
      where remind_at is not null and remind_at <= ${now.toISOString()}::text::timestamptz
      order by remind_at limit ${limit} for update skip locked
    )
    update saved_messages s set remind_at = null, told_at = null, due_at = case when exists (
      select 1 from messages m join members me on me.conversation_id = m.conversation_id and me.user_id = s.user_id
      where m.id = s.message_id and m.deleted_at is null) then s.remind_at end
    from due where s.user_id = due.user_id and s.message_id = due.message_id
    returning s.message_id`;
  return claimed.length;
}

/** Whose inboxes are still to be told of reminders that came, at most `limit` of these. Index: `saved_messages_untold`. */
export function untoldReminders(
  query: Query,
  limit: number,
): Promise<readonly { readonly userId: string; readonly messageId: string }[]> {
  return query<{ userId: string; messageId: string }>`
    select user_id as "userId", message_id as "messageId" from saved_messages
    where due_at is not null and told_at is null order by due_at limit ${limit}`;
}

/** These were told. Idempotent. Index: `saved_messages_pkey`. */
export async function remindersTold(
  query: Query,
  { userId, messageIds, now }: { readonly userId: string; readonly messageIds: readonly string[]; readonly now: Date },
): Promise<void> {
  await query`
    update saved_messages set told_at = ${now.toISOString()}::text::timestamptz
    where user_id = ${userId} and message_id = any(${messageIds}::uuid[]) and due_at is not null`;
}

import { limits, type Saving } from '@nova/contract';
import type { Query } from '../../connection/query.ts';
import type { LockedTx } from '../../lock/locked-tx.ts';

/** What became of a wish to save. `full`: there is no room for one more to do. */
export type SaveOutcome = 'changed' | 'same' | 'full';

/**
 * Saves a message, or makes another thing of one that is saved. A reminder that has come does not come again when the
 * wish for it is repeated, and a message that is done has none.
 *
 * Lock: the conversation's and the message's, so that a deletion is before or after it; and one's own row.
 * Index: `saved_messages_pkey`, `saved_messages_todo`. Two at once may pass the bound by one.
 */
export async function saveMessage(
  tx: LockedTx,
  of: { readonly userId: string; readonly messageId: string; readonly conversationId: string; readonly at: string },
  { done, remindAt }: Saving,
): Promise<SaveOutcome> {
  const { userId, messageId, conversationId, at } = of;
  const wanted = done ? null : remindAt;
  const [row] = await tx.query<{ outcome: SaveOutcome }>`
    with known as (
      select done_at, remind_at, due_at, (done_at is not null) = ${done}
        and coalesce(remind_at, due_at) is not distinct from ${wanted}::text::timestamptz as same
      from saved_messages where user_id = ${userId} and message_id = ${messageId}
    ), room as (
      select ${done} or exists (select 1 from known where done_at is null) or (
        select count(*) < ${limits.savedMax} from saved_messages where user_id = ${userId} and done_at is null) as enough
    ), written as (
      insert into saved_messages as mine (user_id, message_id, conversation_id, saved_at, done_at, remind_at)
      select ${userId}::uuid, ${messageId}::uuid, ${conversationId}::uuid, ${at}::text::timestamptz,
        case when ${done} then ${at}::text::timestamptz end, ${wanted}::text::timestamptz
      from room where enough and not exists (select 1 from known where same)
      on conflict (user_id, message_id) do update set remind_at = excluded.remind_at, due_at = null, told_at = null,
        done_at = case when excluded.done_at is not null then coalesce(mine.done_at, excluded.done_at) end
      returning 1
    )
    select case when exists (select 1 from written) then 'changed' when exists (select 1 from known where same) then 'same'
      else 'full' end as outcome`;
  return row?.outcome ?? 'same';
}

/**
 * Saves a message no more; true when it was saved. Idempotent.
 *
 * Lock: one's own row only: what one has saved and may not read any more can be given up as well.
 * Index: `saved_messages_pkey`.
 */
export async function unsaveMessage(
  query: Query,
  { userId, messageId }: { readonly userId: string; readonly messageId: string },
): Promise<boolean> {
  const rows = await query`
    delete from saved_messages where user_id = ${userId} and message_id = ${messageId} returning message_id`;
  return rows.length > 0;
}

/** A deleted message is saved by nobody any more (X1). Lock: conversation and message, held. Index: `saved_messages_message`. */
export async function forgetSaved(tx: LockedTx, messageId: string): Promise<void> {
  await tx.query`delete from saved_messages where message_id = ${messageId}`;
}

import { limits, type ScheduleInput } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

/** `made` also when it was there, or is over, under this id with this text. */
export type ScheduleOutcome = 'made' | 'full' | 'stranger' | 'other';

/**
 * Keeps a message to be sent later. Asking again under its id makes nothing.
 *
 * Lock: one's own row. Whether one may write there is judged when it is sent; here only so that strangers learn nothing.
 * Index: `scheduled_pkey`, `members_pkey`.
 */
export async function createScheduled(query: Query, userId: string, input: ScheduleInput): Promise<ScheduleOutcome> {
  const { conversationId, clientId, body, replyToId = null, threadRootId = null, alsoSend = false, dueAt } = input;
  const [row] = await query<{ isMember: boolean; isMade: boolean; isThere: boolean; isSame: boolean }>`
    with known as (
      select conversation_id = ${conversationId} and (state in ('sent', 'cancelled') or version > 1 or body = ${body}) as same
      from scheduled where user_id = ${userId} and client_id = ${clientId}
    ), made as (
      insert into scheduled
        (user_id, client_id, conversation_id, thread_root_id, reply_to_id, also_send, body, due_at)
      select ${userId}::uuid, ${clientId}::uuid, conversation_id, ${threadRootId}::uuid, ${replyToId}::uuid,
        ${alsoSend}::boolean, ${body}::text, ${dueAt}::text::timestamptz
      from members where conversation_id = ${conversationId} and user_id = ${userId} and (
        select count(*) from scheduled where user_id = ${userId} and state in ('waiting', 'refused')
      ) < ${limits.scheduledMax}
      on conflict do nothing
      returning 1
    )
    select exists (select from made) as "isMade", exists (select from known) as "isThere",
      coalesce((select same from known), true) as "isSame",
      exists (select from members where conversation_id = ${conversationId} and user_id = ${userId}) as "isMember"`;
  if (row?.isThere) return row.isSame ? 'made' : 'other';
  if (row?.isMade) return 'made';
  return row?.isMember ? 'full' : 'stranger';
}

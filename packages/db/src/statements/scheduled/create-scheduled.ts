import { limits, type ScheduleInput } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

/** `made` also when it was there, or is over, under this id with this text and these files. `filesGone`: one of the files is not one's own, not uploaded or in a message. */
export type ScheduleOutcome = 'made' | 'full' | 'stranger' | 'other' | 'filesGone';

/**
 * Keeps a message to be sent later, and its files with it. Asking again under its id makes nothing.
 *
 * Lock: one's own row, and those of the files. Whether one may write there is judged when it is sent; here only so that strangers learn nothing.
 * Index: `scheduled_pkey`, `members_pkey`, `files_pkey`.
 */
export async function createScheduled(query: Query, userId: string, input: ScheduleInput): Promise<ScheduleOutcome> {
  const row = await attempt(query, userId, input);
  // Made under this id between the snapshot and the insert: seen the second time.
  const { isThere, isMade, isSame, isMember, hasFiles } =
    row.isThere || row.isMade ? row : await attempt(query, userId, input);
  if (isThere) return isSame ? 'made' : 'other';
  if (isMade) return 'made';
  if (!isMember) return 'stranger';
  return hasFiles ? 'full' : 'filesGone';
}

interface Row {
  readonly isMember: boolean;
  readonly isMade: boolean;
  readonly isThere: boolean;
  readonly isSame: boolean;
  readonly hasFiles: boolean;
}

async function attempt(query: Query, userId: string, input: ScheduleInput): Promise<Row> {
  const { conversationId, clientId, body, replyToId = null, threadRootId = null, alsoSend = false, dueAt } = input;
  const fileIds = input.attachmentIds ?? [];
  const [row] = await query<Row>`
    with known as (
      select conversation_id = ${conversationId} and (state in ('sent', 'cancelled') or (
        (version > 1 or body = ${body}) and file_ids = ${fileIds}::uuid[]
      )) as same
      from scheduled where user_id = ${userId} and client_id = ${clientId}
    ), loose as (
      select id from files
      where id = any(${fileIds}::uuid[]) and uploader_id = ${userId} and message_id is null and ready_at is not null
        and doomed_at is null
      order by id for update
    ), made as (
      insert into scheduled
        (user_id, client_id, conversation_id, thread_root_id, reply_to_id, also_send, body, file_ids, due_at)
      select ${userId}::uuid, ${clientId}::uuid, conversation_id, ${threadRootId}::uuid, ${replyToId}::uuid,
        ${alsoSend}::boolean, ${body}::text, ${fileIds}::uuid[],
        ${dueAt}::text::timestamptz
      from members where conversation_id = ${conversationId} and user_id = ${userId} and (
        select count(*) from scheduled where user_id = ${userId} and state in ('waiting', 'refused')
      ) < ${limits.scheduledMax} and (select count(*) from loose) = ${fileIds.length}::integer
      on conflict do nothing
      returning 1
    ), kept as (
      update files set created_at = greatest(created_at, ${dueAt}::text::timestamptz)
      where id in (select id from loose) and exists (select from made)
    )
    select exists (select from made) as "isMade", exists (select from known) as "isThere",
      coalesce((select same from known), true) as "isSame",
      (select count(*) from loose) = ${fileIds.length}::integer as "hasFiles",
      exists (select from members where conversation_id = ${conversationId} and user_id = ${userId}) as "isMember"`;
  if (!row) throw new Error('a query without a table has one row');
  return row;
}

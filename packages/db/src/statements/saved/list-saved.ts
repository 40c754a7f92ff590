import { type Excerpt, limits, type SavedEntry } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

/** Where a page of what is done ended. */
export interface DonePlace {
  readonly at: string;
  readonly messageId: string;
}

type Row = Omit<SavedEntry, 'message'> & {
  readonly mayRead: boolean;
  readonly seq: number;
  readonly senderId: string;
  readonly sentAt: string;
  readonly threadRootId: string | null;
  readonly body: string | null;
  readonly fileName: string | null;
};

/**
 * What a person has saved and not done, what was saved last first. Of what they may not read now there is nothing but
 * that it is saved (A1); what was deleted is not among it (X1).
 *
 * Lock: none; one snapshot. Index: `saved_messages_todo`, `messages_pkey`, `members_pkey`, `files_message`.
 */
export async function listSaved(query: Query, userId: string): Promise<SavedEntry[]> {
  const rows = await query<Row>`
    select s.message_id as "messageId", s.conversation_id as "conversationId", s.saved_at as "savedAt",
      s.remind_at as "remindAt", s.due_at as "dueAt", s.done_at as "doneAt", me.user_id is not null as "mayRead",
      m.seq, m.sender_id as "senderId", m.sent_at as "sentAt", m.thread_root_id as "threadRootId",
      left(m.body, ${limits.quoteChars}) as body,
      (select name from files where message_id = m.id order by position limit 1) as "fileName"
    from saved_messages s
    join messages m on m.id = s.message_id and m.deleted_at is null
    left join members me on me.conversation_id = s.conversation_id and me.user_id = s.user_id
    where s.user_id = ${userId} and s.done_at is null
    order by s.saved_at desc, s.message_id desc limit ${limits.savedMax}`;
  return rows.map(entryOf);
}

/** The same of what is done, what was done last first: at most `limit`, after a place. Index: `saved_messages_done`. */
export async function listDone(
  query: Query,
  userId: string,
  { after, limit }: { readonly after: DonePlace | null; readonly limit: number },
): Promise<SavedEntry[]> {
  const rows = await query<Row>`
    select s.message_id as "messageId", s.conversation_id as "conversationId", s.saved_at as "savedAt",
      s.remind_at as "remindAt", s.due_at as "dueAt", s.done_at as "doneAt", me.user_id is not null as "mayRead",
      m.seq, m.sender_id as "senderId", m.sent_at as "sentAt", m.thread_root_id as "threadRootId",
      left(m.body, ${limits.quoteChars}) as body,
      (select name from files where message_id = m.id order by position limit 1) as "fileName"
    from saved_messages s
    join messages m on m.id = s.message_id and m.deleted_at is null
    left join members me on me.conversation_id = s.conversation_id and me.user_id = s.user_id
    where s.user_id = ${userId} and s.done_at is not null and (
      ${after === null} or (s.done_at, s.message_id) < (${after?.at ?? null}::text::timestamptz, ${after?.messageId ?? null}::uuid))
    order by s.done_at desc, s.message_id desc limit ${limit}`;
  return rows.map(entryOf);
}

function entryOf({ mayRead, seq, senderId, sentAt, threadRootId, body, fileName, ...entry }: Row): SavedEntry {
  if (!mayRead) return { ...entry, message: null };
  const { messageId: id, conversationId } = entry;
  const message: Excerpt = { id, conversationId, seq, senderId, sentAt, threadRootId, body };
  return { ...entry, message: fileName === null ? message : { ...message, fileName } };
}

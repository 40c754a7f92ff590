import type { Query } from '../../connection/query.ts';
import type { SearchPlan } from './plan-search.ts';

/** What is looked for beside the words, and where to begin. Null: whatever. */
export interface SearchWindow {
  readonly userId: string;
  /** Any of these; those that are not the caller's are left out. */
  readonly conversationIds: readonly string[] | null;
  /** In none of these. */
  readonly notConversationIds: readonly string[];
  /** By any of these. */
  readonly senderIds: readonly string[] | null;
  /** By none of these. */
  readonly notSenderIds: readonly string[];
  readonly before: string | null;
  readonly after: string | null;
  /** With one, or without. */
  readonly hasLink: boolean | null;
  readonly hasReaction: boolean | null;
  readonly hasFile: boolean | null;
  readonly isInThread: boolean | null;
  readonly isReply: boolean | null;
  readonly isPinned: boolean | null;
  /** Only what is older than this entry. */
  readonly olderThan: { readonly sentAt: string; readonly messageId: string } | null;
  readonly limit: number;
}

/** A message that matches, as it is now. */
export interface FoundEntry {
  readonly messageId: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly senderId: string;
  readonly sentAt: string;
  readonly editedAt: string | null;
  readonly threadRootId: string | null;
  readonly body: string;
  /** What it forwards said then, for as long as that is not deleted; null when it forwards nothing. */
  readonly forwarded: string | null;
  /** Of the first of its files, or of those it forwards, that is found by its name, else of the first. */
  readonly fileName: string | null;
}

const noId = '00000000-0000-0000-0000-000000000000';

/**
 * The newest messages that match and that the caller may read now (S1), at most `limit`, newest first.
 *
 * Lock: none; one snapshot, in which membership is judged again. Run on the `search` connections: with a plan of its
 * own the planner takes `search_entries_terms` for rare words and walks `search_entries_time` for common ones, which
 * on a million messages are 1 to 30 ms for both (docs/search.md).
 * Rejected: ranking everything that matches (a common word would be read in full); ts_rank (computed for every row that
 * is sorted, and knows neither rare words nor lengths); an index over message bodies (read with the history, and
 * rewritten with every edit); a search engine beside the database (S2 would be a promise of two systems).
 */
export async function searchMessages(
  query: Query,
  { terms, conversationIds }: SearchPlan,
  window: SearchWindow,
): Promise<readonly FoundEntry[]> {
  const { olderThan, senderIds, notSenderIds } = window;
  const left = new Set(window.notConversationIds);
  const asked = window.conversationIds === null ? null : new Set(window.conversationIds);
  const readable = conversationIds.filter((id) => (asked === null || asked.has(id)) && !left.has(id));
  if (readable.length === 0) return [];
  return query<FoundEntry>`
    select e.message_id as "messageId", e.conversation_id as "conversationId", e.seq, e.sender_id as "senderId", e.sent_at as "sentAt",
      m.edited_at as "editedAt", m.thread_root_id as "threadRootId", m.body, original.body as forwarded,
      (
        select name from files where message_id = any(array[m.id, original.id])
        order by coalesce(nova_search_terms(name) @@ ${terms}::text::tsquery, false) desc, position limit 1
      ) as "fileName"
    from (
      select message_id, conversation_id, seq, sender_id, sent_at from search_entries
      where conversation_id = any(${readable}::uuid[])
        and (${terms}::text is null or terms @@ ${terms}::text::tsquery)
        and (${senderIds === null} or sender_id = any(${senderIds ?? []}::uuid[]))
        and (${notSenderIds.length === 0} or sender_id <> all(${notSenderIds}::uuid[]))
        and (${window.before}::text is null or sent_at < ${window.before}::text::timestamptz)
        and (${window.after}::text is null or sent_at >= ${window.after}::text::timestamptz)
        and (${window.hasLink}::boolean is null or has_link = ${window.hasLink}::boolean)
        and (${window.isInThread}::boolean is null or is_in_thread = ${window.isInThread}::boolean)
        and (${window.isReply}::boolean is null or is_reply = ${window.isReply}::boolean)
        and (${window.hasReaction}::boolean is null or exists (select 1 from reactions where reactions.message_id = search_entries.message_id) = ${window.hasReaction}::boolean)
        and (${window.hasFile}::boolean is null or exists (select 1 from files where files.message_id = search_entries.message_id) = ${window.hasFile}::boolean)
        and (${window.isPinned}::boolean is null or exists (select 1 from pins where pins.message_id = search_entries.message_id) = ${window.isPinned}::boolean)
        and (${olderThan === null} or (sent_at, message_id) < (${olderThan?.sentAt ?? 'epoch'}::text::timestamptz, ${olderThan?.messageId ?? noId}::uuid))
      order by sent_at desc, message_id desc limit ${window.limit}
    ) as e
    join messages m on m.id = e.message_id and m.deleted_at is null and m.body is not null
    left join lateral (
      select o.id, coalesce((select body from revisions where message_id = o.id and version = f.version), o.body) as body
      from (select original_id, version from forwards where message_id = e.message_id offset 0) as f
      cross join lateral (
        select id, body from messages where id = f.original_id and deleted_at is null offset 0
      ) as o
    ) as original on true
    where exists (select 1 from members where conversation_id = e.conversation_id and user_id = ${window.userId})
    order by e.sent_at desc, e.message_id desc`;
}

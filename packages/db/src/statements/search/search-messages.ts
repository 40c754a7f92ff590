import type { Query } from '../../connection/query.ts';
import type { SearchPlan } from './plan-search.ts';

/** What is looked for beside the words, and where to begin. Null: whatever. */
export interface SearchWindow {
  readonly userId: string;
  readonly conversationId: string | null;
  readonly senderId: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly hasLink: boolean;
  readonly hasReaction: boolean;
  readonly hasFile: boolean;
  readonly isInThread: boolean;
  readonly isReply: boolean;
  readonly isPinned: boolean;
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
  /** Of its first file. */
  readonly fileName: string | null;
  /** How well it matches; 0 when there are no words. */
  readonly rank: number;
}

const noId = '00000000-0000-0000-0000-000000000000';

/**
 * The newest messages that match and that the caller may read now (S1), at most `limit`, newest first.
 *
 * Lock: none; one snapshot, in which membership is judged again. Run on the `search` connections: with a plan of its
 * own the planner takes `search_entries_terms` for rare words and walks `search_entries_time` for common ones, which
 * on a million messages are 1 to 30 ms for both (docs/search.md).
 * Rejected: ranking everything that matches (a common word would be read in full); an index over message bodies (read
 * with the history, and rewritten with every edit); a search engine beside the database (S2 would be a promise of two
 * systems).
 */
export async function searchMessages(
  query: Query,
  { terms, conversationIds }: SearchPlan,
  window: SearchWindow,
): Promise<readonly FoundEntry[]> {
  const { olderThan } = window;
  const readable =
    window.conversationId === null ? conversationIds : conversationIds.filter((id) => id === window.conversationId);
  if (readable.length === 0) return [];
  return query<FoundEntry>`
    select e.message_id as "messageId", e.conversation_id as "conversationId", e.seq, e.sender_id as "senderId", e.sent_at as "sentAt",
      m.edited_at as "editedAt", m.thread_root_id as "threadRootId", m.body, e.rank,
      (select name from files where message_id = m.id order by position limit 1) as "fileName"
    from (
      select *, case when ${terms}::text is null then 0 else ts_rank_cd(terms, ${terms}::text::tsquery, 1) end as rank
      from search_entries
      where conversation_id = any(${readable}::uuid[])
        and (${terms}::text is null or terms @@ ${terms}::text::tsquery)
        and (${window.senderId}::uuid is null or sender_id = ${window.senderId}::uuid)
        and (${window.before}::text is null or sent_at < ${window.before}::text::timestamptz)
        and (${window.after}::text is null or sent_at >= ${window.after}::text::timestamptz)
        and (not ${window.hasLink}::boolean or has_link)
        and (not ${window.isInThread}::boolean or is_in_thread)
        and (not ${window.isReply}::boolean or is_reply)
        and (not ${window.hasReaction}::boolean or exists (select 1 from reactions where reactions.message_id = search_entries.message_id))
        and (not ${window.hasFile}::boolean or exists (select 1 from files where files.message_id = search_entries.message_id))
        and (not ${window.isPinned}::boolean or exists (select 1 from pins where pins.message_id = search_entries.message_id))
        and (${olderThan === null} or (sent_at, message_id) < (${olderThan?.sentAt ?? 'epoch'}::text::timestamptz, ${olderThan?.messageId ?? noId}::uuid))
      order by sent_at desc, message_id desc limit ${window.limit}
    ) as e
    join messages m on m.id = e.message_id and m.deleted_at is null and m.body is not null
    where exists (select 1 from members where conversation_id = e.conversation_id and user_id = ${window.userId})
    order by e.sent_at desc, e.message_id desc`;
}

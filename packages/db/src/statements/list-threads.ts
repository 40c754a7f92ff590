import { type Excerpt, type FollowedThread, limits } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/** Where a page of the threads view ended. */
export interface ThreadsPlace {
  readonly hasUnread: boolean;
  readonly at: string;
  readonly rootId: string;
}

type Row = Omit<FollowedThread, 'root' | 'last'> & {
  readonly conversationId: string;
  readonly rootId: string;
  readonly rootSeq: number;
  readonly rootSenderId: string;
  readonly rootSentAt: string;
  readonly rootBody: string | null;
  readonly lastId: string | null;
  readonly lastSeq: number;
  readonly lastSenderId: string;
  readonly lastSentAt: string;
  readonly lastBody: string | null;
};

/**
 * The threads that a person follows, in the conversations they are in: those with something unread first, then whichever
 * was replied to last. Unread counts are computed from the log (A4, T5). At most `limit`, after a place.
 *
 * Lock: none; one snapshot. Index: `thread_places_person`, `members_pkey`, `messages_pkey`, `messages_thread`; each thread
 * one follows costs three look-ups.
 * Rejected: the unread count or the last reply kept in the place, which would drift.
 */
export async function listThreads(
  query: Query,
  userId: string,
  page: { readonly after: ThreadsPlace | null; readonly limit: number },
): Promise<FollowedThread[]> {
  const { after, limit } = page;
  const rows = await query<Row>`
    select p.conversation_id as "conversationId", place.read_seq as "readSeq", unread.count as unread, alive.count as replies,
      root.id as "rootId", root.seq as "rootSeq", root.sender_id as "rootSenderId", root.sent_at as "rootSentAt",
      case when root.deleted_at is null then left(root.body, ${limits.quoteChars}) end as "rootBody",
      last.id as "lastId", last.seq as "lastSeq", last.sender_id as "lastSenderId", last.sent_at as "lastSentAt",
      left(last.body, ${limits.quoteChars}) as "lastBody"
    from thread_places p
    join members me on me.conversation_id = p.conversation_id and me.user_id = p.user_id
    join messages root on root.id = p.root_id
    cross join lateral (select greatest(p.read_seq, me.joined_seq) as read_seq) as place
    left join lateral (
      select * from messages where thread_root_id = p.root_id and deleted_at is null order by seq desc limit 1
    ) as last on true
    cross join lateral (
      select count(*)::integer from messages where thread_root_id = p.root_id and deleted_at is null
    ) as alive
    cross join lateral (
      select count(*)::integer from (
        select 1 from messages
        where thread_root_id = p.root_id and seq > place.read_seq and sender_id <> p.user_id and deleted_at is null
        limit ${limits.unreadCap}
      ) as behind
    ) as unread
    where p.user_id = ${userId} and p.following and (
      ${after === null} or (unread.count > 0, coalesce(last.sent_at, root.sent_at), root.id)
        < (${after?.hasUnread ?? false}::boolean, ${after?.at ?? null}::text::timestamptz, ${after?.rootId ?? null}::uuid))
    order by unread.count > 0 desc, coalesce(last.sent_at, root.sent_at) desc, root.id desc limit ${limit}`;
  return rows.map(({ replies, readSeq, unread, ...row }) => ({
    root: rootOf(row),
    last: lastOf(row),
    replies,
    readSeq,
    unread,
  }));
}

type Ends = Omit<Row, 'replies' | 'readSeq' | 'unread'>;

function rootOf({ conversationId, rootId: id, rootSeq, rootSenderId, rootSentAt, rootBody }: Ends): Excerpt {
  const place = { id, conversationId, seq: rootSeq, threadRootId: null };
  return { ...place, senderId: rootSenderId, sentAt: rootSentAt, body: rootBody };
}

function lastOf(row: Ends): Excerpt | null {
  const { lastId: id, conversationId, lastSeq: seq, rootId: threadRootId } = row;
  if (id === null) return null;
  const place = { id, conversationId, seq, threadRootId };
  return { ...place, senderId: row.lastSenderId, sentAt: row.lastSentAt, body: row.lastBody };
}

import { limits, type ThreadPlace, type ThreadSummary } from '@nova/contract';
import type { Query } from '../connection/query.ts';
import type { LockedTx } from '../lock/locked-tx.ts';

/**
 * The thread that a message is in as a reply, as it would be without it; null when it is in none.
 *
 * Lock: the conversation's, so that the summary is true at the event that carries it. Index: `messages_thread`.
 */
export async function threadWithout(
  tx: LockedTx,
  messageId: string,
): Promise<{ readonly threadRootId: string; readonly thread: ThreadSummary | null } | null> {
  const [row] = await tx.query<{ rootId: string | null } & ThreadSummary>`
    select (select thread_root_id from messages where id = ${messageId}) as "rootId",
      coalesce(sum(n), 0)::integer as replies, max(last_seq) as "lastSeq",
      (array_agg(last_at order by last_seq desc))[1] as "lastAt",
      to_json((array_agg(sender_id order by last_seq desc))[1:${limits.threadFaces}::integer]) as "userIds"
    from (
      select sender_id, count(*) as n, max(seq) as last_seq, (array_agg(sent_at order by seq desc))[1] as last_at
      from messages where thread_root_id = (select thread_root_id from messages where id = ${messageId})
        and deleted_at is null and id <> ${messageId}
      group by sender_id
    ) as by_sender`;
  if (!row?.rootId) return null;
  const { rootId: threadRootId, replies, lastSeq, lastAt, userIds } = row;
  return { threadRootId, thread: replies > 0 ? { replies, lastSeq, lastAt, userIds } : null };
}

/** One's own place in a thread; nobody follows what they have not begun to. Index: `thread_places_pkey`. */
export async function readThreadPlace(query: Query, userId: string, rootId: string): Promise<ThreadPlace> {
  const [row] = await query<ThreadPlace>`
    select coalesce(following, false) as following, read_seq as "readSeq"
    from thread_places where user_id = ${userId} and root_id = ${rootId}`;
  return row ?? { following: false, readSeq: 0 };
}

/**
 * Moves one's read position in a thread forward, at most to the end of the log, never back; null when there is no such
 * thread for this person. Idempotent.
 *
 * Lock: one's own row only, as in `markRead`; kept for those too who do not follow, so that whoever is made a follower
 * a moment later has still read what they have read. Index: `messages_pkey`, `members_pkey`, `thread_places_pkey`.
 */
export async function markThreadRead(
  query: Query,
  at: { userId: string; rootId: string; seq: number },
): Promise<(ThreadPlace & { conversationId: string }) | null> {
  const [row] = await query<ThreadPlace & { conversationId: string }>`
    insert into thread_places as mine (user_id, root_id, conversation_id, following, read_seq, read_at)
    select members.user_id, root.id, root.conversation_id, null, least(${at.seq}::bigint, conversations.last_seq), clock_timestamp()
    from messages root
    join members on members.conversation_id = root.conversation_id and members.user_id = ${at.userId}
    join conversations on conversations.id = root.conversation_id
    where root.id = ${at.rootId} and root.thread_root_id is null
    on conflict (user_id, root_id) do update set read_seq = greatest(mine.read_seq, excluded.read_seq), read_at = excluded.read_at
    returning conversation_id as "conversationId", coalesce(following, false) as following, read_seq as "readSeq"`;
  return row ?? null;
}

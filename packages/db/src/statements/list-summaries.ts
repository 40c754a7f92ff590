import { type ConversationSummary, limits, type UserProfile } from '@nova/contract';
import type { Query } from '../connection/query.ts';
import { reachIds } from '../event/reach-ids.ts';

type Row = Omit<ConversationSummary, 'peer' | 'lastMessage'> & {
  readonly peer: UserProfile | null;
  readonly lastId: string | null;
  readonly lastMessageSeq: number;
  readonly lastSender: UserProfile | null;
  readonly lastPreview: string | null;
  readonly lastFileName: string | null;
  readonly lastSentAt: string;
};

const previewChars = 200;

/**
 * The conversations of one user as the conversations pane shows them, the liveliest first: all of them, or those among
 * `only`. Unread and mention counts are computed from the messages behind the read position, and stop at the cap (A4).
 * What mentions everybody mentions whoever had joined by then, and nobody is asked about what is older (G3).
 *
 * Lock: none; one snapshot for all. Index: `members_user`, `messages_conversation_seq`, `messages_mentions`,
 * `read_positions_pkey`, `thread_places_person`, `thread_places_pkey`, `messages_thread`; a conversation costs six
 * look-ups, one for each thread one follows there, and its unread messages, at most the cap.
 * Rejected: counters kept on the side, which drift; one query per conversation.
 */
export async function listSummaries(
  query: Query,
  userId: string,
  only: readonly string[] | null,
): Promise<ConversationSummary[]> {
  const rows = await query<Row>`
    select c.id, c.kind, c.title, c.topic, c.member_count as "memberCount", c.last_seq as "lastSeq", c.created_at as "createdAt",
      me.role, me.notify, me.favourite, place.read_seq as "readSeq", unread.count as unread, mentioned.count as mentions,
      thread.unread as "unreadThreads",
      peer.profile as peer, last.id as "lastId", last.seq as "lastMessageSeq", sender.profile as "lastSender",
      last.preview as "lastPreview", last.file_name as "lastFileName", last.sent_at as "lastSentAt"
    from members me
    join conversations c on c.id = me.conversation_id
    left join read_positions on read_positions.user_id = me.user_id and read_positions.conversation_id = c.id
    cross join lateral (select greatest(coalesce(read_positions.read_seq, 0), me.joined_seq) as read_seq) as place
    cross join lateral (
      select count(*) from (
        select 1 from messages
        where conversation_id = c.id and seq > place.read_seq and sender_id <> me.user_id and deleted_at is null
          and (thread_root_id is null or also_sent or (me.user_id = any(mention_ids) or ${reachIds.channel}::uuid = any(mention_ids) and body ilike '%@channel%') and not exists (
            select 1 from thread_places where user_id = me.user_id and root_id = thread_root_id and read_seq >= seq))
        limit ${limits.unreadCap}
      ) as behind
    ) as unread
    cross join lateral (
      select count(*) from (
        select 1 from messages
        where conversation_id = c.id and seq > place.read_seq and mention_ids <> '{}' and deleted_at is null
          and (me.user_id = any(mention_ids) or ${reachIds.channel}::uuid = any(mention_ids) and body ilike '%@channel%')
          and sender_id <> me.user_id
          and (thread_root_id is null or also_sent or not exists (
            select 1 from thread_places where user_id = me.user_id and root_id = thread_root_id and read_seq >= seq))
        limit ${limits.unreadCap}
      ) as behind
    ) as mentioned
    cross join lateral (
      select count(*) as unread from thread_places
      where user_id = me.user_id and conversation_id = c.id and following and exists (
        select 1 from messages where thread_root_id = root_id and seq > greatest(thread_places.read_seq, me.joined_seq)
          and sender_id <> me.user_id and deleted_at is null)
    ) as thread
    left join lateral (
      select id, seq, sender_id, case when deleted_at is null then left(body, ${previewChars}) end as preview, sent_at,
        case when deleted_at is null then (
          select name from files where message_id = messages.id order by position limit 1) end as file_name
      from messages where conversation_id = c.id and (thread_root_id is null or also_sent) order by seq desc limit 1
    ) as last on true
    left join lateral (
      select json_build_object('id', users.id, 'name', coalesce(owner.name, users.name), 'handle', users.handle,
        'image', coalesce(owner.image, users.image), 'placeholder', users.placeholder and owner.id is null) as profile
      from users left join users owner on owner.id = users.claimed_by where users.id = last.sender_id
    ) as sender on true
    left join lateral (
      select json_build_object('id', id, 'name', name, 'handle', handle, 'image', image, 'placeholder', placeholder,
        'status', case when coalesce(status_until > clock_timestamp(), true) then status end) as profile
      from members other join users on users.id = other.user_id
      where c.kind = 'direct' and other.conversation_id = c.id and other.user_id <> me.user_id
      limit 1
    ) as peer on true
    where me.user_id = ${userId} and (${only === null} or c.id = any(${only ?? []}::uuid[]))
    order by coalesce(last.sent_at, c.created_at) desc, c.id`;
  return rows.map(({ lastId, lastMessageSeq, lastSender, lastPreview, lastFileName, lastSentAt, ...row }) => ({
    ...row,
    lastMessage:
      lastId === null || lastSender === null
        ? null
        : {
            id: lastId,
            seq: lastMessageSeq,
            sender: lastSender,
            preview: lastPreview,
            ...(lastFileName === null ? {} : { fileName: lastFileName }),
            sentAt: lastSentAt,
          },
  }));
}

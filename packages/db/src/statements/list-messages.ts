import {
  type Attachment,
  limits,
  type LinkPreview,
  type Message,
  type Notice,
  type Reach,
  type Role,
  type ThreadSummary,
} from '@nova/contract';
import type { Query } from '../connection/query.ts';
import { reachIds } from '../event/reach-ids.ts';
import { attachmentOf } from './files/file-row.ts';
import { previewOf } from './previews/preview-row.ts';

export interface MessagePage {
  readonly epoch: string;
  readonly role: Role;
  readonly lastSeq: number;
  /** At most `older + 1` up to the pivot and `newer + 1` after it, ascending. */
  readonly messages: readonly Message[];
  /** What else happened around them, at most `limits.noticesPerPage + 1`, the newest, ascending. */
  readonly notices: readonly Notice[];
}

/** A place in the timeline and how much to read on both sides of it. */
export interface PageWindow {
  /** The last seq of the older side. */
  readonly pivot: number;
  readonly older: number;
  readonly newer: number;
}

/**
 * A page of history and the position of the log at which it is true, from one snapshot (D6). One message more than
 * wanted on each side tells whether there are more. Null when the user is not a member (A1).
 *
 * The timeline is made of what is in no thread or was also sent; with `threadRootId`, the page is of that thread instead:
 * its root, in any case, and its replies up to the pivot, without notices. Deleted messages come without text, files, reactions or pin (X1). Notices reach from the extra message on one side to that on
 * the other, or else to the pivot where nothing was asked for, or to the end of the log.
 *
 * Lock: none; one statement is one snapshot. Index: `messages_conversation_seq`, `messages_thread`,
 * `reactions_pkey`, `pins_pkey`, `files_message`, `message_previews_pkey`, `link_pages_pkey`, `events_notices`, whose list of types is repeated here.
 * Rejected: REPEATABLE READ with several statements (four round trips); OFFSET.
 */
export async function listMessages(
  query: Query,
  of: { conversationId: string; userId: string; threadRootId?: string },
  window: PageWindow,
): Promise<MessagePage | null> {
  const { threadRootId: thread = null } = of;
  const [page] = await query<Omit<MessagePage, 'messages'> & { readonly messages: readonly MessageJson[] }>`
    with found as materialized (
      (select * from messages where ${thread === null} and conversation_id = ${of.conversationId} and seq <= ${window.pivot}
        and (thread_root_id is null or also_sent) order by seq desc limit ${window.older + 1})
      union all
      (select * from messages where ${thread === null} and conversation_id = ${of.conversationId} and seq > ${window.pivot}
        and (thread_root_id is null or also_sent) order by seq limit ${window.newer + 1})
      union all
      (select * from messages where ${thread !== null} and thread_root_id = ${thread} and seq <= ${window.pivot}
        order by seq desc limit ${window.older + 1})
      union all
      (select * from messages where id = ${thread})
    ), reach as (
      select
        case when ${window.older} = 0 then ${window.pivot} when count(*) filter (where seq <= ${window.pivot}) > ${window.older}
          then min(seq) else 0 end as after,
        case when ${window.newer} = 0 then ${window.pivot} when count(*) filter (where seq > ${window.pivot}) > ${window.newer}
          then max(seq) else ${Number.MAX_SAFE_INTEGER} end as until
      from found
    )
    select log.epoch, members.role, conversations.last_seq as "lastSeq", (
      select coalesce(json_agg(json_build_object(
        'id', m.id, 'conversationId', m.conversation_id, 'seq', m.seq, 'senderId', m.sender_id, 'clientId', m.client_id,
        'body', case when m.deleted_at is null then m.body end, 'version', m.version,
        'sentAt', m.sent_at, 'editedAt', m.edited_at, 'deletedAt', m.deleted_at, 'deletedById', m.deleted_by,
        'replyToId', m.reply_to_id, 'threadRootId', m.thread_root_id,
        'alsoSent', case when m.also_sent then true end,
        'reach', case when ${reachIds.channel}::uuid = any(m.mention_ids) then 'channel'
          when ${reachIds.here}::uuid = any(m.mention_ids) then 'here' end, 'thread', case when m.thread_root_id is null then (
          select json_build_object('replies', sum(n), 'lastSeq', max(last_seq),
            'lastAt', (array_agg(last_at order by last_seq desc))[1],
            'userIds', (array_agg(sender_id order by last_seq desc))[1:${limits.threadFaces}::integer])
          from (
            select sender_id, count(*) as n, max(seq) as last_seq, (array_agg(sent_at order by seq desc))[1] as last_at
            from messages where thread_root_id = m.id and deleted_at is null group by sender_id
          ) as by_sender having count(*) > 0
        ) end,
        'reactions', case when m.deleted_at is null then (
          select coalesce(json_agg(json_build_object('emoji', emoji, 'userIds', user_ids) order by since nulls first, first_at, emoji), '[]')
          from (
            select emoji, json_agg(user_id order by seq nulls first, at, user_id) as user_ids, min(emoji_seq) as since, min(at) as first_at
            from reactions where message_id = m.id group by emoji
          ) as by_emoji
        ) else '[]' end,
        'attachments', case when m.deleted_at is null then (
          select json_agg(json_build_object('id', id, 'name', name, 'alt', alt, 'type', type, 'size', size, 'width', width,
            'height', height, 'placeholder', placeholder, 'preview', preview_size is not null) order by position)
          from files where message_id = m.id
        ) end,
        'previews', case when m.deleted_at is null and m.preview_seq is not null then (
          select json_agg(json_build_object('url', shown.url, 'host', p.host, 'site', p.site, 'title', p.title,
            'description', p.description, 'picture', case when p.picture_size is not null then
              json_build_object('id', p.id, 'width', p.width, 'height', p.height, 'placeholder', p.placeholder) end
          ) order by shown.position)
          from message_previews shown join link_pages p on p.id = shown.page_id
          where shown.message_id = m.id and shown.seq = m.preview_seq
        ) end,
        'pinned', m.deleted_at is null and exists (select 1 from pins where pins.message_id = m.id)
      ) order by m.seq), '[]')
      from found m
    ) as messages, (
      select coalesce(json_agg(event order by seq), '[]')
      from (
        select e.seq, jsonb_build_object('v', e.v, 'conversationId', e.conversation_id, 'seq', e.seq, 'at', e.at,
          'actorId', e.actor_id, 'type', e.type) || case when e.message_id is null then '{}' else
          jsonb_build_object('messageId', e.message_id) end || coalesce(e.payload, '{}') as event
        from events e, reach
        where ${thread === null} and e.conversation_id = ${of.conversationId} and e.seq > reach.after and e.seq <= reach.until
          and e.type in ('member.added', 'member.removed', 'member.roleChanged', 'conversation.updated', 'pin.changed')
        order by e.seq desc limit ${limits.noticesPerPage + 1}
      ) as told
    ) as notices
    from members join conversations on conversations.id = members.conversation_id cross join log
    where members.conversation_id = ${of.conversationId} and members.user_id = ${of.userId}`;
  if (!page) return null;
  const notices = page.notices.map((notice) => ({ ...notice, at: iso(notice.at) }));
  return { ...page, messages: page.messages.map(messageOf), notices };
}

/** As JSON of Postgres has a message: absent things are null, and instants are written in its own way. */
type MessageJson = Omit<Message, 'alsoSent' | 'reach' | 'thread' | 'attachments' | 'previews'> & {
  readonly reach: Reach | null;
  readonly alsoSent: true | null;
  readonly thread: ThreadSummary | null;
  readonly attachments: Attachment[] | null;
  readonly previews: LinkPreview[] | null;
};

function messageOf(json: MessageJson): Message {
  const { alsoSent, reach, thread, attachments, previews, sentAt, editedAt, deletedAt, ...message } = json;
  return {
    ...message,
    ...(attachments ? { attachments: attachments.map(attachmentOf) } : {}),
    ...(previews ? { previews: previews.map(previewOf) } : {}),
    sentAt: iso(sentAt),
    editedAt: editedAt && iso(editedAt),
    deletedAt: deletedAt && iso(deletedAt),
    ...(alsoSent ? { alsoSent } : {}),
    ...(reach ? { reach } : {}),
    ...(thread ? { thread: { ...thread, lastAt: iso(thread.lastAt) } } : {}),
  };
}

function iso(instant: string): string {
  return new Date(instant).toISOString();
}

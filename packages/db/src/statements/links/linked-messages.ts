import { type Attachment, limits, type LinkedInput, type LinkedMessage } from '@nova/contract';
import type { Query } from '../../connection/query.ts';
import { attachmentOf } from '../files/file-row.ts';

/**
 * The messages at these places that this person may read now: members read what it says now, whoever reads a message
 * that forwards it what it said then. Others, deleted ones and none are left out alike (A1, X1).
 *
 * Lock: none; one snapshot. Index: `messages_conversation_seq`, `members_pkey`, `forwards_pkey`, `messages_pkey`,
 * `revisions_pkey`, `files_message`.
 */
export async function linkedMessages(
  query: Query,
  userId: string,
  links: LinkedInput['links'],
): Promise<LinkedMessage[]> {
  const rows = await query<Omit<LinkedMessage, 'attachments'> & { attachments: Attachment[] | null }>`
    select m.conversation_id as "conversationId", m.seq, wanted.in_id as "inMessageId", m.id, m.sender_id as "senderId",
      m.sent_at as "sentAt", m.thread_root_id as "threadRootId",
      case when forward.version is null then left(m.body, ${limits.linkChars})
        else coalesce((select body from revisions where message_id = m.id and version = forward.version), m.body) end as body,
      forward.version is not null as forwarded, me.user_id is not null as member, (
        select json_agg(json_build_object('id', id, 'name', name, 'alt', alt, 'type', type, 'size', size, 'width', width,
          'height', height, 'placeholder', placeholder, 'preview', preview_size is not null) order by position)
        from files where message_id = m.id
      ) as attachments
    from unnest(
      ${links.map(({ conversationId }) => conversationId)}::uuid[], ${links.map(({ seq }) => seq)}::bigint[],
      ${links.map(({ inMessageId = null }) => inMessageId)}::uuid[]
    ) as wanted(conversation_id, seq, in_id)
    join messages m on m.conversation_id = wanted.conversation_id and m.seq = wanted.seq and m.deleted_at is null
    left join members me on me.conversation_id = m.conversation_id and me.user_id = ${userId}
    left join lateral (
      select f.version from forwards f
      join messages by on by.id = f.message_id and by.deleted_at is null
      join members reader on reader.conversation_id = by.conversation_id and reader.user_id = ${userId}
      where f.message_id = wanted.in_id and f.original_id = m.id
    ) as forward on true
    where me.user_id is not null or forward.version is not null`;
  return rows.map(({ attachments, ...message }) => ({
    ...message,
    ...(attachments ? { attachments: attachments.map(attachmentOf) } : {}),
  }));
}

import type { LinkPreview, LogEntry, Reach } from '@nova/contract';
import type { Query } from '../connection/query.ts';
import { logEntry } from '../event/event-text.ts';
import { reachIds } from '../event/reach-ids.ts';
import type { EventRow } from '../event/event-row.ts';
import { attachmentOf, type FileRow } from './files/file-row.ts';
import { previewOf } from './previews/preview-row.ts';

/** The log was restored: it is no longer the one that the reader knows (D9). */
export class OtherEpoch extends Error {
  override name = 'OtherEpoch';
}

export interface LogPlace {
  readonly conversationId: string;
  readonly afterSeq: number;
  /** The epoch that the reader knows when the answer is here; absent: whichever it is. */
  readonly epoch?: () => string;
}

type Row = Omit<EventRow, 'created' | 'previews'> & {
  readonly epoch: string;
  readonly clientId: string | null;
  readonly senderId: string | null;
  readonly sentAt: string | null;
  readonly replyToId: string | null;
  readonly threadRootId: string | null;
  readonly alsoSent: boolean | null;
  readonly reach: Reach | null;
  readonly attachments: readonly FileRow[] | null;
  readonly previews: readonly LinkPreview[] | null;
};

/**
 * At most `limit` events after `afterSeq`, ascending and contiguous; the same bytes as were published, but without
 * the text of messages deleted since (X1). Empty only at the end of the log, or where there is no such conversation.
 *
 * @throws OtherEpoch for events of another epoch than `epoch` names.
 *
 * Lock: none; one snapshot. Index: `events_pkey`, then `messages_pkey`, `revisions_pkey`, `files_message` and
 * `message_previews_pkey` per event.
 * Rejected: bodies copied into events (a delete would have to rewrite the log, L2).
 */
export async function readLog(query: Query, at: LogPlace, limit: number): Promise<readonly LogEntry[]> {
  const rows = await query<Row>`
    select e.conversation_id as "conversationId", e.seq, e.v, e.type, e.at, e.actor_id as "actorId",
      e.message_id as "messageId", e.payload,
      case when m.deleted_at is not null then null when m.version = version.wanted then m.body else r.body end as body,
      m.client_id as "clientId", m.sender_id as "senderId", m.sent_at as "sentAt", m.reply_to_id as "replyToId",
      m.thread_root_id as "threadRootId", m.also_sent as "alsoSent",
      case when ${reachIds.channel}::uuid = any(m.mention_ids) then 'channel'
        when ${reachIds.here}::uuid = any(m.mention_ids) then 'here' end as reach, case when e.type = 'message.created' and m.deleted_at is null then (
        select json_agg(json_build_object('id', id, 'name', name, 'alt', alt, 'type', type, 'size', size, 'width', width,
          'height', height, 'placeholder', placeholder, 'preview', preview_size is not null) order by position)
        from files where message_id = m.id
      ) end as attachments, case when e.type = 'message.previewed' then (
        select json_agg(json_build_object('url', shown.url, 'host', p.host, 'site', p.site, 'title', p.title,
          'description', p.description, 'picture', case when p.picture_size is not null then
            json_build_object('id', p.id, 'width', p.width, 'height', p.height, 'placeholder', p.placeholder) end
        ) order by shown.position)
        from message_previews shown join link_pages p on p.id = shown.page_id
        where shown.message_id = e.message_id and shown.seq = e.seq
          and exists (select from messages where id = e.message_id and deleted_at is null)
      ) end as previews, log.epoch
    from log cross join events e
    cross join lateral (
      select case e.type when 'message.created' then 1 when 'message.edited' then (e.payload ->> 'version')::integer end as wanted
    ) version
    left join messages m on m.id = e.message_id and version.wanted is not null
    left join revisions r on r.message_id = m.id and r.version = version.wanted and m.version <> version.wanted
    where e.conversation_id = ${at.conversationId} and e.seq > ${at.afterSeq}
    order by e.seq limit ${limit}`;
  const epoch = at.epoch?.();
  if (epoch !== undefined && rows.some((row) => row.epoch !== epoch))
    throw new OtherEpoch(`the log of ${at.conversationId} is no longer of the epoch ${epoch}`);
  return rows.map(({ previews, ...row }) =>
    logEntry({
      ...row,
      created: createdOf(row),
      ...(previews ? { previews: previews.map(previewOf) } : {}),
    }),
  );
}

function createdOf(row: Omit<Row, 'previews'>): EventRow['created'] {
  const { clientId, senderId, sentAt, replyToId, threadRootId, alsoSent, reach, attachments } = row;
  if (clientId === null || senderId === null || sentAt === null) return null;
  const created = { clientId, senderId, sentAt, replyToId, threadRootId, alsoSent: alsoSent ?? false, reach };
  return attachments ? { ...created, attachments: attachments.map(attachmentOf) } : created;
}

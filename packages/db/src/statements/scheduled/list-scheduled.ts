import type { Attachment, ScheduledMessage } from '@nova/contract';
import type { Query } from '../../connection/query.ts';
import { attachmentOf } from '../files/file-row.ts';

/**
 * What a person has waiting to be sent, and what was refused when it was due; whichever is due first comes first.
 *
 * Lock: none. Index: `scheduled_pkey`, `files_pkey`.
 */
export async function listScheduled(query: Query, userId: string): Promise<readonly ScheduledMessage[]> {
  const rows = await query<Row>`
    select client_id as "clientId", conversation_id as "conversationId", body, reply_to_id as "replyToId",
      thread_root_id as "threadRootId", also_send as "alsoSend", due_at as "dueAt", version, refusal, (
        select json_agg(json_build_object('id', id, 'name', name, 'alt', alt, 'type', type, 'size', size, 'width', width,
          'height', height, 'placeholder', placeholder, 'preview', preview_size is not null)
          order by array_position(file_ids, id))
        from files where id = any(file_ids) and uploader_id = ${userId} and message_id is null and doomed_at is null
      ) as attachments
    from scheduled where user_id = ${userId} and state in ('waiting', 'refused')
    order by due_at, updated_at`;
  return rows.map(({ attachments, ...message }) => ({
    ...message,
    ...(attachments ? { attachments: attachments.map(attachmentOf) } : {}),
  }));
}

type Row = Omit<ScheduledMessage, 'attachments'> & { readonly attachments: readonly Attachment[] | null };

/** A message that waits, as it is sent. */
export interface WaitingMessage
  extends Pick<
    ScheduledMessage,
    'clientId' | 'conversationId' | 'body' | 'replyToId' | 'threadRootId' | 'alsoSend' | 'version'
  > {
  readonly fileIds: readonly string[];
}

/** One of them. Null when it is sent, cancelled or nobody's. Lock: none. Index: `scheduled_pkey`. */
export async function findScheduled(query: Query, userId: string, clientId: string): Promise<WaitingMessage | null> {
  const [row] = await query<WaitingMessage>`
    select client_id as "clientId", conversation_id as "conversationId", body, reply_to_id as "replyToId",
      thread_root_id as "threadRootId", also_send as "alsoSend", to_json(file_ids) as "fileIds", version
    from scheduled where user_id = ${userId} and client_id = ${clientId} and state in ('waiting', 'refused')`;
  return row ?? null;
}

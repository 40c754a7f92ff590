import type { Query } from '../../connection/query.ts';

/** What it takes to hand out a file. */
export interface ReadableFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Bytes of the smaller picture; null when there is none. */
  readonly previewSize: number | null;
  readonly storeKey: string;
}

/**
 * A file that this person may read now: one of a message that is not deleted, in a conversation they are a member of or
 * forwarded by a message that they may read, or one of their own that is not sent yet. Null for any other, whether it exists or not (A1, F4).
 *
 * Lock: none; one snapshot. Index: `files_pkey`, `messages_pkey`, `members_pkey`, `forwards_original`.
 */
export async function findFile(query: Query, fileId: string, userId: string): Promise<ReadableFile | null> {
  const [row] = await query<ReadableFile>`
    select files.id, files.name, files.type, files.size, files.preview_size as "previewSize", files.store_key as "storeKey"
    from files left join messages on messages.id = files.message_id
    where files.id = ${fileId} and files.ready_at is not null and files.doomed_at is null and case
      when files.message_id is null then files.uploader_id = ${userId}
      else messages.deleted_at is null and (exists (
        select from members where conversation_id = messages.conversation_id and user_id = ${userId}
      ) or exists (
        select from forwards f
        join messages by on by.id = f.message_id and by.deleted_at is null
        join members reader on reader.conversation_id = by.conversation_id and reader.user_id = ${userId}
        where f.original_id = messages.id))
    end`;
  return row ?? null;
}

/**
 * Those of these files that this person has uploaded, sent or not.
 *
 * Lock: none. Index: `files_pkey`.
 */
export async function findUploaded(query: Query, fileIds: readonly string[], userId: string): Promise<string[]> {
  const rows = await query<{ id: string }>`
    select id from files
    where id = any(${fileIds}::uuid[]) and uploader_id = ${userId} and ready_at is not null and doomed_at is null`;
  return rows.map(({ id }) => id);
}

import type { Query } from '../../connection/query.ts';

/**
 * Those of these files that an import has still to upload: of messages that are not there yet, and not uploaded by this
 * person. What an earlier run brought is asked for no second time.
 *
 * Lock: none. Index: `messages_pkey`, `files_pkey`.
 */
export async function findMissingFiles(
  query: Query,
  wanted: readonly { readonly messageId: string; readonly fileId: string }[],
  userId: string,
): Promise<string[]> {
  const rows = await query<{ id: string }>`
    select wanted.file_id as id
    from unnest(
      ${wanted.map(({ messageId }) => messageId)}::uuid[], ${wanted.map(({ fileId }) => fileId)}::uuid[]
    ) as wanted(message_id, file_id)
    where not exists (select from messages where id = wanted.message_id) and not exists (
      select from files
      where id = wanted.file_id and uploader_id = ${userId} and message_id is null and ready_at is not null
        and doomed_at is null)`;
  return rows.map(({ id }) => id);
}

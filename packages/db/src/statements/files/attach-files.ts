import type { Attachment } from '@nova/contract';
import type { LockedTx } from '../../lock/locked-tx.ts';
import { attachmentOf, type FileRow } from './file-row.ts';

/** A file that could be attached to a message. */
export interface LooseFile {
  readonly uploaderId: string;
  readonly attachment: Attachment;
}

/**
 * Those of these files that are uploaded and in no message yet, locked: nobody else sends or sweeps them until the
 * commit.
 *
 * Lock: the rows, FOR UPDATE, in the order of their ids, after the conversations'. Index: `files_pkey`.
 */
export async function lockLooseFiles(tx: LockedTx, fileIds: readonly string[]): Promise<readonly LooseFile[]> {
  if (fileIds.length === 0) return [];
  const rows = await tx.query<FileRow & { uploaderId: string }>`
    select id, uploader_id as "uploaderId", name, alt, type, size, width, height, placeholder, preview_size is not null as preview
    from files
    where id = any(${fileIds}::uuid[]) and message_id is null and ready_at is not null and doomed_at is null
    order by id for update`;
  return rows.map((row) => ({ uploaderId: row.uploaderId, attachment: attachmentOf(row) }));
}

/**
 * Makes files part of messages, in the order given; with `uploaderId` they are that person's from then on.
 *
 * Lock: the rows, held (`lockLooseFiles`). Index: `files_pkey`.
 */
export async function attachFiles(
  tx: LockedTx,
  attached: readonly {
    readonly messageId: string;
    readonly fileIds: readonly string[];
    readonly uploaderId?: string;
  }[],
): Promise<void> {
  const rows = attached.flatMap(({ messageId, fileIds, uploaderId = null }) =>
    fileIds.map((fileId, position) => ({ messageId, fileId, position, uploaderId })),
  );
  await tx.query`
    update files set message_id = new.message_id, position = new.position,
      uploader_id = coalesce(new.uploader_id, files.uploader_id)
    from unnest(
      ${rows.map(({ fileId }) => fileId)}::uuid[], ${rows.map(({ messageId }) => messageId)}::uuid[],
      ${rows.map(({ position }) => position)}::smallint[], ${rows.map(({ uploaderId }) => uploaderId)}::uuid[]
    ) as new(id, message_id, position, uploader_id)
    where files.id = new.id`;
}

import type { Attachment } from '@nova/contract';
import type { Query } from '../../connection/query.ts';
import { attachmentOf, type FileRow } from './file-row.ts';

/** What was found out of a file while it was stored. */
export interface StoredFile extends Omit<Attachment, 'id' | 'name' | 'alt' | 'preview'> {
  /** Bytes of the smaller picture; null when there is none. */
  readonly previewSize: number | null;
  /** Of the attempt that stored it. */
  readonly storeKey: string;
}

/**
 * Makes a file ready to be sent. Null when another attempt has taken the place of this one, or was ready first: the
 * bytes of this one are then nobody's.
 *
 * Lock: the row, for one statement. Index: `files_pkey`.
 */
export async function finishUpload(query: Query, id: string, stored: StoredFile): Promise<Attachment | null> {
  const { storeKey, type, size, width, height, placeholder, previewSize } = stored;
  const [row] = await query<FileRow>`
    update files set ready_at = now(), type = ${type}, size = ${size}, width = ${width}, height = ${height},
      placeholder = ${placeholder}, preview_size = ${previewSize}
    where id = ${id} and store_key = ${storeKey} and ready_at is null and doomed_at is null
    returning id, name, alt, type, size, width, height, placeholder, preview_size is not null as preview`;
  return row ? attachmentOf(row) : null;
}

import type { Attachment } from '@nova/contract';
import type { Query } from '../../connection/query.ts';
import { attachmentOf, type FileRow } from './file-row.ts';

export interface NewUpload {
  readonly id: string;
  readonly uploaderId: string;
  /** Cleaned. */
  readonly name: string;
  readonly alt: string | null;
  /** Of this attempt alone. */
  readonly storeKey: string;
}

/**
 * `begun`: go on; `storedBytes` is what the uploader has stored so far. `ready`: it is uploaded already. `taken`: the id
 * is somebody else's, or was tried too often. `erasing`: an earlier file under this id is on its way out.
 */
export type UploadStart =
  | { readonly kind: 'begun'; readonly storedBytes: number }
  | { readonly kind: 'ready'; readonly attachment: Attachment }
  | { readonly kind: 'taken' }
  | { readonly kind: 'erasing' };

/** Attempts of one upload at most: each may have left bytes behind. */
const attemptsMax = 100;

type Row = FileRow & {
  readonly isBegun: boolean;
  readonly isMine: boolean;
  readonly isReady: boolean;
  readonly isDoomed: boolean;
  readonly storedBytes: number;
};

/**
 * Notes an attempt to upload a file before its first byte is stored; a later attempt takes the place of an earlier one,
 * whose bytes are remembered for the sweep.
 *
 * Lock: the row, for one statement. Index: `files_pkey`, `files_uploader`.
 * Rejected: a row when all is stored (a crash before it would leave bytes that nobody knows of).
 */
export async function beginUpload(query: Query, upload: NewUpload): Promise<UploadStart> {
  // Made by somebody else between the snapshot and the insert: seen the second time.
  const row = (await attempt(query, upload)) ?? (await attempt(query, upload));
  if (!row?.isMine) return { kind: 'taken' };
  if (row.isBegun) return { kind: 'begun', storedBytes: row.storedBytes };
  if (row.isDoomed) return { kind: 'erasing' };
  return row.isReady ? { kind: 'ready', attachment: attachmentOf(row) } : { kind: 'taken' };
}

async function attempt(query: Query, upload: NewUpload): Promise<Row | undefined> {
  const { id, uploaderId, name, alt, storeKey } = upload;
  const [row] = await query<Row>`
    with begun as (
      insert into files (id, uploader_id, name, alt, store_key) values (${id}, ${uploaderId}, ${name}, ${alt}, ${storeKey})
      on conflict (id) do update set store_key = excluded.store_key, name = excluded.name, alt = excluded.alt,
        stale_keys = files.stale_keys || files.store_key
      where files.uploader_id = excluded.uploader_id and files.ready_at is null and files.doomed_at is null
        and cardinality(files.stale_keys) < ${attemptsMax}
      returning id
    )
    select true as "isBegun", true as "isMine", false as "isReady", false as "isDoomed",
      (select coalesce(sum(size), 0)::bigint from files where uploader_id = ${uploaderId}) as "storedBytes",
      id, '' as name, null as alt, '' as type, 0::bigint as size, null::integer as width, null::integer as height,
      null as placeholder, false as preview
    from begun
    union all
    select false, uploader_id = ${uploaderId}, ready_at is not null, doomed_at is not null, 0,
      id, name, alt, type, size, width, height, placeholder, preview_size is not null
    from files where id = ${id} and not exists (select from begun)`;
  return row;
}

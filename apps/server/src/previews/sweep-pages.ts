import { type Database, forgetPages, listStalePages } from '@nova/db';
import type { BlobStore } from '@nova/files';
import { blobKey } from '../files/blob-keys.ts';

/** Pages at a time. */
const limit = 200;
/** Longer than a message waits for what its links lead to. */
const graceMs = 3_600_000;

/** Erases what is known of pages that are shown nowhere and believed no more, pictures first (F5). Nodes share the work. */
export function pagesStep({ db, blobs }: { readonly db: Database; readonly blobs: BlobStore }): () => Promise<boolean> {
  return async () => {
    const ids = await listStalePages(db.query, { graceMs, limit });
    if (ids.length === 0) return false;
    await blobs.remove(ids.map((id) => blobKey(id, 'preview')));
    await forgetPages(db.query, ids);
    return ids.length === limit;
  };
}

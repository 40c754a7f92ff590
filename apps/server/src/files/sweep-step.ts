import { type Database, doomLooseFiles, forgetFiles, listDoomedFiles } from '@nova/db';
import type { BlobStore } from '@nova/files';
import { blobKeys } from './blob-keys.ts';

/** Files at a time. */
const limit = 100;
/** How long a file may wait for its message: a device may be offline in between. */
const keptMs = 24 * 3_600_000;

/**
 * Erases files that were never sent, and those of purged messages (F5, X2): doomed first, then their bytes, then their
 * rows, so that whoever dies in between leaves nothing that the next one does not find. Nodes share the work.
 */
export function sweepStep(parts: {
  readonly db: Database;
  readonly blobs: BlobStore;
  readonly nowMs: () => number;
}): () => Promise<boolean> {
  return async () => {
    const { db, blobs, nowMs } = parts;
    const loose = await doomLooseFiles(db.query, { keptMs, now: new Date(nowMs()), limit });
    const doomed = await listDoomedFiles(db.query, limit);
    if (doomed.length > 0) {
      await blobs.remove(doomed.flatMap(({ keys }) => keys.flatMap(blobKeys)));
      await forgetFiles(
        db.query,
        doomed.map(({ id }) => id),
      );
    }
    return loose === limit || doomed.length === limit;
  };
}

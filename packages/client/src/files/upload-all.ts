import type { Id } from '@nova/contract';
import type { OutgoingFile } from '../outbox/entry.ts';
import { RefusedError } from '../transport.ts';
import type { Uploader } from './uploader.ts';

/**
 * Uploads the files of one message, one after the other, but for those that the server has already: what was uploaded
 * before a reload is not uploaded again. Rejects at the first that cannot be.
 */
export async function uploadAll(
  files: readonly OutgoingFile[],
  by: {
    readonly uploader: Uploader | undefined;
    /** Null when the device has them no more. */
    readonly bytesOf: (fileId: Id) => Promise<Blob | null>;
    readonly onProgress: ((fileId: Id, sentBytes: number) => void) | undefined;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { uploader, bytesOf, onProgress, signal } = by;
  if (!uploader) throw new RefusedError('FILE_REFUSED');
  const there = new Set(
    await uploader.uploaded(
      files.map(({ id }) => id),
      signal,
    ),
  );
  for (const file of files) {
    if (!there.has(file.id)) {
      const bytes = await bytesOf(file.id);
      // Taken off the device from outside: there is nothing left to send.
      if (!bytes) throw new RefusedError('FILE_NOT_FOUND');
      await uploader.upload(file, bytes, { signal, onProgress: (sent) => onProgress?.(file.id, sent) });
    }
    onProgress?.(file.id, file.size);
  }
}

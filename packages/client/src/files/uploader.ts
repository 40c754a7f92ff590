import type { Id } from '@nova/contract';
import type { OutgoingFile } from '../outbox/entry.ts';

/** What an upload is told and tells. */
export interface UploadHooks {
  readonly signal: AbortSignal;
  /** Bytes that have left so far; rising within one upload. */
  readonly onProgress: (sentBytes: number) => void;
}

/** The way files take to the server. */
export interface Uploader {
  /** Those of the files that the server has already. Rejects with what `classify` reads. */
  uploaded(fileIds: readonly Id[], signal: AbortSignal): Promise<readonly Id[]>;
  /** Resolves when the server has the file for good; uploading it again is harmless (F1). Rejects with what `classify` reads. */
  upload(file: OutgoingFile, bytes: Blob, hooks: UploadHooks): Promise<void>;
}

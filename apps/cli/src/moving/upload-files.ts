import { type Id, limits, type MissingFilesInput } from '@nova/contract';
import { classify, type OutgoingFile, type Persisting } from '@nova/client';
import type { ImportBatch, ImportMessage } from './batches-of.ts';
import type { MovedFile } from './moved.ts';

/** What bringing files to the server needs. */
export interface Uploading {
  readonly missingFiles: {
    mutate(input: MissingFilesInput, options?: { signal?: AbortSignal }): Promise<readonly Id[]>;
  };
  /** Rejects with what `classify` reads; uploading twice is uploading once. */
  readonly upload: (file: OutgoingFile, bytes: Blob, signal: AbortSignal) => Promise<void>;
  readonly persisting: Persisting;
  readonly signal: AbortSignal;
  /** Told of each file that Nova does not take, and that its message therefore only names. */
  readonly onRefused: () => void;
}

/**
 * Brings the files of a batch to the server, those of messages that are there already left out, and resolves to the
 * messages as they can be imported then: a file that Nova does not take is named in the text. May be run again.
 *
 * @throws what the server refused it with, but for a file that is no good; the signal's reason.
 */
export async function uploadFiles(batch: ImportBatch, uploading: Uploading): Promise<readonly ImportMessage[]> {
  if (batch.files.size === 0) return batch.messages;
  const { missingFiles, persisting, signal, onRefused } = uploading;
  const messages = batch.messages.flatMap(({ id, fileIds }) => (fileIds.length > 0 ? [{ id, fileIds }] : []));
  const missing = await persisting(() => missingFiles.mutate({ messages }, { signal }), signal);
  const refused = new Map<Id, MovedFile>();
  for (const id of missing) {
    const file = batch.files.get(id);
    if (!file || (await isUploaded(id, file, uploading))) continue;
    refused.set(id, file);
    onRefused();
  }
  return refused.size === 0 ? batch.messages : batch.messages.map((message) => withoutRefused(message, refused));
}

async function isUploaded(id: Id, file: MovedFile, { persisting, upload, signal }: Uploading): Promise<boolean> {
  const { name, alt, type, size } = file;
  const bytes = await file.bytes();
  if (bytes === null) return false;
  try {
    await persisting(() => upload({ id, name, alt, type, size, width: null, height: null }, bytes, signal), signal);
    return true;
  } catch (error) {
    const { cause } = classify(error);
    if (cause === 'FILE_REFUSED' || cause === 'FILE_TOO_LARGE') return false;
    throw error;
  }
}

function withoutRefused(message: ImportMessage, refused: ReadonlyMap<Id, MovedFile>): ImportMessage {
  const names = message.fileIds.flatMap((id) => refused.get(id)?.name ?? []);
  if (names.length === 0) return message;
  const fileIds = message.fileIds.filter((id) => !refused.has(id));
  const body = [message.body ?? '', ...names.map(lineOfName)].filter((line) => line !== '').join('\n');
  // A text that fills its message has no room for more.
  return { ...message, fileIds, body: body.length > limits.bodyMaxChars ? message.body : body };
}

/** Names a file in a text, where its bytes cannot come. */
export function lineOfName(name: string): string {
  return `📎 ${name}`;
}

import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '@nova/api';
import { type Attachment, cleanFileName, limits, uploadFacts } from '@nova/contract';
import { beginUpload, finishUpload } from '@nova/db';
import { BadPicture, examineFile, stageBody, TooManyBytes } from '@nova/files';
import { answer } from '../http/answer.ts';
import { blobKey, blobKeys } from './blob-keys.ts';
import type { FileCall, FilesParts } from './files-handler.ts';
import { stagingFolder } from './open-files.ts';

/** Uploads of one person that go on at a time, on this node. */
const atOnceMax = 4;
const busyRetryAfterMs = 1_000;
/** An upload of which nothing comes for this long is ended. */
const silenceMs = 60_000;

/**
 * Takes files in: `PUT` under an id that the sender has made, with the bytes as the body. Idempotent: the same id again
 * is the same file, whatever is sent (F1). Answers with the file's description when it is stored for good.
 */
export function uploads(parts: FilesParts): (call: FileCall) => Promise<void> {
  const going = new Map<string, number>();
  return async (call) => {
    const { userId, req, res } = call;
    const count = going.get(userId) ?? 0;
    if (count >= atOnceMax) throw refuse('BUSY', { retryAfterMs: busyRetryAfterMs });
    if (Number(req.headers['content-length'] ?? 0) > limits.fileMaxBytes) throw refuse('FILE_TOO_LARGE');
    going.set(userId, count + 1);
    const ended = setTimeoutOf(call);
    try {
      answer(res, 200, await taken(parts, call));
    } finally {
      ended();
      const left = (going.get(userId) ?? 1) - 1;
      if (left > 0) going.set(userId, left);
      else going.delete(userId);
    }
  };
}

function setTimeoutOf({ req }: FileCall): () => void {
  req.setTimeout(silenceMs, () => req.destroy(new Error('nothing came any more')));
  return () => req.setTimeout(0);
}

async function taken(parts: FilesParts, { req, userId, fileId }: FileCall): Promise<Attachment> {
  const { db, settings } = parts;
  const facts = uploadFacts.safeParse(Object.fromEntries(new URL(req.url ?? '', 'http://nova').searchParams));
  if (!facts.success) throw refuse('INVALID_INPUT', { cause: facts.error });
  const { type: claimedType, alt } = facts.data;
  const storeKey = randomUUID();
  const upload = { id: fileId, uploaderId: userId, name: cleanFileName(facts.data.name), storeKey };
  const start = await beginUpload(db.query, { ...upload, alt: alt.trim() || null });
  switch (start.kind) {
    case 'ready':
      req.resume();
      return start.attachment;
    case 'erasing':
      throw refuse('BUSY', { retryAfterMs: settings.filesSweepEveryMs });
    case 'taken':
      throw refuse('CLIENT_ID_REUSED');
    case 'begun':
      if (start.storedBytes + Number(req.headers['content-length'] ?? 0) > settings.filesQuotaBytes)
        throw refuse('FILES_FULL');
      return stored(parts, {
        req,
        fileId,
        storeKey,
        claimedType,
        // What says no length is counted as it comes.
        leftBytes: settings.filesQuotaBytes - start.storedBytes,
      });
    default:
      return start satisfies never;
  }
}

async function stored(
  { db, blobs, settings }: FilesParts,
  upload: Pick<FileCall, 'req' | 'fileId'> & {
    readonly storeKey: string;
    readonly claimedType: string;
    readonly leftBytes: number;
  },
): Promise<Attachment> {
  const { req, fileId, storeKey, claimedType, leftBytes } = upload;
  const staged = join(stagingFolder(settings), storeKey);
  try {
    // Left open when it is too much: who sends it is told so.
    const body = req.iterator({ destroyOnReturn: false });
    const bytes = await stageBody(body, staged, Math.min(limits.fileMaxBytes, leftBytes));
    if (bytes === 0) throw refuse('FILE_REFUSED');
    const { original, preview, ...found } = await examineFile(staged, claimedType);
    await blobs.put(blobKey(storeKey, 'original'), original);
    if (preview !== null) await blobs.put(blobKey(storeKey, 'preview'), preview);
    const attachment = await finishUpload(db.query, fileId, { ...found, storeKey });
    if (attachment) return attachment;
    // Another attempt under the same id was quicker: its bytes are the file.
    await blobs.remove(blobKeys(storeKey));
    throw refuse('BUSY', { retryAfterMs: busyRetryAfterMs });
  } catch (error) {
    if (error instanceof TooManyBytes)
      throw refuse(leftBytes < limits.fileMaxBytes ? 'FILES_FULL' : 'FILE_TOO_LARGE', { cause: error });
    if (error instanceof BadPicture) throw refuse('FILE_REFUSED', { cause: error });
    throw error;
  } finally {
    for (const path of [staged, `${staged}.redrawn`, `${staged}.preview`]) await rm(path, { force: true });
  }
}

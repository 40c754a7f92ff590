import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { refuse } from '@nova/api';
import { previewsPath, uuidSchema } from '@nova/contract';
import { type Database, findPicture } from '@nova/db';
import { BlobGone, type BlobStore } from '@nova/files';
import { blobKey } from '../files/blob-keys.ts';

const address = new RegExp(`^${previewsPath}/([0-9a-f-]{36})/([0-9a-f-]{36})$`, 'i');

/** Whether a request is about the picture of a link preview. */
export function isPicturePath(path: string): boolean {
  return path.startsWith(`${previewsPath}/`);
}

/**
 * Hands out the pictures of link previews: never those of elsewhere, but what was drawn anew of them. Who may see one is
 * judged for each request, by the message that shows it (H7, X1). @throws Refusal.
 */
export function pictureDownloads({
  db,
  blobs,
}: {
  readonly db: Database;
  readonly blobs: BlobStore;
}): (req: IncomingMessage, res: ServerResponse, userId: string) => Promise<void> {
  return async (req, res, userId) => {
    const [, message, picture] = address.exec(new URL(req.url ?? '', 'http://nova').pathname) ?? [];
    const [messageId, pictureId] = [uuidSchema.safeParse(message), uuidSchema.safeParse(picture)];
    if (!messageId.success || !pictureId.success) throw refuse('FILE_NOT_FOUND');
    const found = await findPicture(db.query, { messageId: messageId.data, pictureId: pictureId.data, userId });
    if (!found) throw refuse('FILE_NOT_FOUND');
    const etag = `"${pictureId.data}"`;
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.setHeader('etag', etag);
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304).end();
      return;
    }
    res.setHeader('content-length', found.size);
    if (req.method === 'HEAD') {
      res.writeHead(200).end();
      return;
    }
    const range = { from: 0, to: found.size - 1 };
    const bytes = await blobs.read(blobKey(pictureId.data, 'preview'), range).catch((error: unknown) => {
      throw error instanceof BlobGone ? refuse('FILE_NOT_FOUND', { cause: error }) : error;
    });
    res.writeHead(200);
    await pipeline(bytes, res).catch(() => res.destroy());
  };
}

const headers = {
  'content-type': 'image/webp',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
  // Kept, but asked about each time: who may see it changes, it does not.
  'cache-control': 'private, no-cache',
};

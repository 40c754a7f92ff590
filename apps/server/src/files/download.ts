import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { refuse } from '@nova/api';
import { findFile, type ReadableFile } from '@nova/db';
import { BlobGone, type ByteRange } from '@nova/files';
import { create as disposition } from 'content-disposition';
import { parse as parseRange } from 'range-parser';
import { blobKey } from './blob-keys.ts';
import type { FileCall, FilesParts } from './files-handler.ts';
import { isShownInPlace } from './shown-types.ts';

/** How long what was found out about access is believed while bytes go out. */
const accessMs = 1_000;

/**
 * Hands files out: whole or one range of them. Who may read is judged for each request, and again each second while it
 * is answered: a download ends when its message is deleted or its reader removed (F4, X1).
 *
 * Nothing that is handed out can run: it has the type of its content, which a browser must not guess about, no origin,
 * no scripts, and is saved, not shown, unless it is a picture, sound or film (F2).
 */
export function downloads(parts: FilesParts): (call: FileCall) => Promise<void> {
  const { db, blobs, nowMs } = parts;
  return async (call) => {
    const { req, res, userId, fileId, isPreview } = call;
    const file = await findFile(db.query, fileId, userId);
    if (!file || (isPreview && file.previewSize === null)) throw refuse('FILE_NOT_FOUND');
    const etag = `"${fileId}${isPreview ? '-preview' : ''}"`;
    for (const [name, value] of Object.entries(headersOf(call, file))) res.setHeader(name, value);
    res.setHeader('etag', etag);
    if (req.headers['if-none-match'] === etag) {
      res.writeHead(304).end();
      return;
    }
    const key = blobKey(file.storeKey, isPreview ? 'preview' : 'original');
    const size = (isPreview ? file.previewSize : file.size) ?? 0;
    const range = rangeOf(req.headers.range, size);
    if (range === 'none') {
      res.writeHead(416, { 'content-range': `bytes */${size}` }).end();
      return;
    }
    const { from, to } = range ?? { from: 0, to: size - 1 };
    if (range) res.setHeader('content-range', `bytes ${from}-${to}/${size}`);
    res.setHeader('content-length', to - from + 1);
    if (req.method === 'HEAD') {
      res.writeHead(range ? 206 : 200).end();
      return;
    }
    const bytes = await blobs.read(key, { from, to }).catch((error: unknown) => {
      throw error instanceof BlobGone ? refuse('FILE_NOT_FOUND', { cause: error }) : error;
    });
    let checkedAtMs = nowMs();
    const guarded = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (nowMs() - checkedAtMs < accessMs) return done(null, chunk);
        checkedAtMs = nowMs();
        findFile(db.query, fileId, userId).then(
          (still) => (still ? done(null, chunk) : done(new Error('it may not be read any more'))),
          done,
        );
      },
    });
    res.writeHead(range ? 206 : 200);
    // Whoever went away, or may not read on, gets no more: the connection ends short of what it has promised.
    await pipeline(bytes, guarded, res).catch(() => res.destroy());
  };
}

/** As the library says that a range lies behind the end. */
const outOfBounds = 2;

/** The one range that is asked for; null for all of it, also where several are: they are served whole. */
function rangeOf(header: string | undefined, size: number): ByteRange | 'none' | null {
  if (header === undefined) return null;
  const { code, type, ranges } = parseRange(size, header);
  const [range] = ranges;
  if (type === 'bytes' && !range && (code & outOfBounds) !== 0) return 'none';
  if (type !== 'bytes' || !range || ranges.length !== 1) return null;
  return { from: range.start, to: range.end };
}

function headersOf({ req, isPreview }: FileCall, { name, type }: ReadableFile): Record<string, string> {
  const shownType = isPreview ? 'image/webp' : type;
  const isSaved = new URL(req.url ?? '', 'http://nova').searchParams.has('download');
  const isShown = !isSaved && isShownInPlace(shownType);
  return {
    'content-type': shownType === 'text/plain' ? 'text/plain; charset=utf-8' : shownType,
    'content-disposition': disposition(name, { type: isShown ? 'inline' : 'attachment' }),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-site',
    'referrer-policy': 'no-referrer',
    'accept-ranges': 'bytes',
    // Kept, but asked about each time: who may read it changes, it does not.
    'cache-control': 'private, no-cache',
  };
}

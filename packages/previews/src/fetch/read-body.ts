import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import zlib from 'node:zlib';
import { NotShown } from './not-shown.ts';

/** What comes cut off is read as far as it came. */
const flush = { finishFlush: zlib.constants.Z_SYNC_FLUSH };

const decoders: Readonly<Record<string, () => NodeJS.ReadWriteStream & Readable>> = {
  gzip: () => zlib.createGunzip(flush),
  'x-gzip': () => zlib.createGunzip(flush),
  deflate: () => zlib.createInflate(flush),
  br: () => zlib.createBrotliDecompress(),
};

/** As requests say it. */
export const acceptedEncodings = 'gzip, deflate, br';

/**
 * The body of a response, unpacked, at most `maxBytes` of it, counted unpacked: what is more is `cut`, or `refused`.
 * Memory is bounded, whatever it unpacks to. The response is over afterwards.
 *
 * @throws NotShown; what breaks the response off.
 */
export async function readBody(
  response: IncomingMessage,
  { maxBytes, beyond }: { readonly maxBytes: number; readonly beyond: 'cut' | 'refused' },
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of unpacked(response)) {
      const part = Buffer.from(chunk);
      chunks.push(part);
      bytes += part.length;
      if (bytes <= maxBytes) continue;
      if (beyond === 'refused') throw new NotShown(`more than ${maxBytes} bytes`);
      break;
    }
  } finally {
    response.destroy();
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

function unpacked(response: IncomingMessage): AsyncIterable<Uint8Array> {
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return response;
  // Packed twice is packed to burst.
  const decoder = Object.hasOwn(decoders, encoding) ? decoders[encoding]?.() : undefined;
  if (!decoder) throw new NotShown(`packed as ${encoding}`);
  // A failure of either ends both; whoever reads hears of it.
  pipeline(response, decoder, () => {});
  return decoder;
}

import type { IncomingMessage } from 'node:http';

/** Reads a body as JSON; `tooLong` beyond `maxBytes`, undefined for what is no JSON. Rejects when the caller breaks off. */
export async function readJson(req: IncomingMessage, maxBytes: number): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req) {
    const part = Buffer.from(chunk as Uint8Array);
    bytes += part.length;
    if (bytes > maxBytes) return tooLong;
    chunks.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}

export const tooLong = Symbol('too long');

import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** More bytes came than may. */
export class TooManyBytes extends Error {
  override name = 'TooManyBytes';
}

/**
 * Writes a body to a new file as it comes, and resolves to its length in bytes. Memory is bounded; the sender is slowed
 * down to the speed of the disk. What was written stays when it rejects.
 *
 * @throws TooManyBytes as soon as there are more than `maxBytes`; what the body throws.
 */
export async function stageBody(body: AsyncIterable<Uint8Array>, path: string, maxBytes: number): Promise<number> {
  let bytes = 0;
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const chunk of body) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new TooManyBytes(`more than ${maxBytes} bytes`);
      yield chunk;
    }
  }
  await pipeline(counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  return bytes;
}

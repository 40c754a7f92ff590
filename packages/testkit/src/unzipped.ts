import { Buffer } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { fromBufferPromise } from 'yauzl';

/**
 * What is in a zip, by its names, in its order; read by another library than the one that makes it. @throws when it is
 * no zip, is cut off, or holds other bytes than it says.
 */
export async function unzipped(zip: Uint8Array): Promise<Map<string, Buffer>> {
  const file = await fromBufferPromise(Buffer.from(zip), { lazyEntries: true });
  const contents = new Map<string, Buffer>();
  for await (const entry of file.eachEntry()) {
    const bytes = await buffer(await file.openReadStreamPromise(entry));
    if (crc32(bytes) !== entry.crc32) throw new Error(`${entry.fileName} is broken`);
    contents.set(entry.fileName, bytes);
  }
  return contents;
}

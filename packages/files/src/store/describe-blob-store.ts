import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BlobGone, type BlobStore } from './blob-store.ts';

export interface BlobBench extends AsyncDisposable {
  readonly store: BlobStore;
  /** The same store as another node has it. */
  again(): BlobStore;
}

/** What every `BlobStore` must keep, run on each implementation. */
export function describeBlobStore(name: string, make: () => Promise<BlobBench>): void {
  describe(`[F6] ${name} keeps the promises of a file store`, () => {
    let bench: BlobBench;
    let folder: string;
    beforeAll(async () => {
      bench = await make();
      folder = await mkdtemp(join(tmpdir(), 'nova-blobs-'));
    });
    afterAll(async () => {
      await bench[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    });

    const put = async (key: string, bytes: Buffer): Promise<void> => {
      const path = join(folder, randomUUID());
      await writeFile(path, bytes);
      await bench.store.put(key, path);
    };
    const read = async (key: string, from: number, to: number): Promise<Buffer> =>
      buffer(await bench.again().read(key, { from, to }));

    test('what was put is read back whole and in parts, by another node too', async () => {
      const bytes = randomBytes(3_000_000);
      const key = `${randomUUID()}/original`;
      await put(key, bytes);
      expect((await read(key, 0, bytes.length - 1)).equals(bytes)).toBe(true);
      expect((await read(key, 0, 1)).equals(bytes.subarray(0, 2))).toBe(true);
      expect((await read(key, 1_000_000, 1_000_099)).equals(bytes.subarray(1_000_000, 1_000_100))).toBe(true);
      expect((await read(key, bytes.length - 5, bytes.length - 1)).equals(bytes.subarray(-5))).toBe(true);
    });

    test('put again, it is replaced', async () => {
      const key = randomUUID();
      await put(key, Buffer.from('one'));
      await put(key, Buffer.from('other'));
      expect((await read(key, 0, 4)).toString()).toBe('other');
    });

    test('what was removed is gone; removing it again, or what never was, is fine', async () => {
      const [key, kept] = [randomUUID(), randomUUID()];
      await put(key, Buffer.from('x'));
      await put(kept, Buffer.from('y'));
      await bench.store.remove([key, randomUUID()]);
      await bench.store.remove([key]);
      await expect(bench.store.read(key, { from: 0, to: 0 })).rejects.toBeInstanceOf(BlobGone);
      expect((await read(kept, 0, 0)).toString()).toBe('y');
    });

    test('what begins to be read is read to its end, or breaks: removal never mixes in anything else', async () => {
      const bytes = randomBytes(2_000_000);
      const key = randomUUID();
      await put(key, bytes);
      const stream = await bench.store.read(key, { from: 0, to: bytes.length - 1 });
      await bench.store.remove([key]);
      const got = await buffer(stream).catch(() => null);
      expect(got === null || got.equals(bytes)).toBe(true);
    });
  });
}

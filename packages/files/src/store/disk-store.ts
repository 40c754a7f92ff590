import { copyFile, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { BlobGone, type BlobStore, type ByteRange } from './blob-store.ts';

const wellFormed = /^[a-z0-9-]+(\/[a-z0-9-]+)*$/;

/** Blobs as files in one folder of this machine, or of a disk that all nodes share; readable by their owner only. */
export class DiskStore implements BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(key: string, path: string): Promise<void> {
    const target = this.#pathOf(key);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await syncedToDisk(path);
    try {
      await rename(path, target);
    } catch (error) {
      if (!hasCode(error, 'EXDEV')) throw error;
      // From another disk: copied beside its place first, so that the key never shows half a file.
      await copyFile(path, `${target}.part`);
      await syncedToDisk(`${target}.part`);
      await rename(`${target}.part`, target);
    }
    await syncedToDisk(dirname(target));
  }

  async read(key: string, { from, to }: ByteRange): Promise<Readable> {
    try {
      const handle = await open(this.#pathOf(key), 'r');
      return handle.createReadStream({ start: from, end: to });
    } catch (error) {
      throw hasCode(error, 'ENOENT') ? new BlobGone(key, { cause: error }) : error;
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (const key of keys) await rm(this.#pathOf(key), { force: true });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Spread over folders by the beginning of the key. */
  #pathOf(key: string): string {
    if (!wellFormed.test(key)) throw new Error(`not a key of the file store: ${key}`);
    return join(this.#folder, key.slice(0, 2), key.replaceAll('/', '.'));
  }
}

/** A rename that survives a power cut must not point to bytes that did not. */
async function syncedToDisk(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

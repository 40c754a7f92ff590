import type { FileHandle } from 'node:fs/promises';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';

/** One line: the checksum of the record, a space, the record as JSON. */
function lineOf(record: unknown): string {
  const text = JSON.stringify(record);
  return `${crc32(text).toString(16).padStart(8, '0')} ${text}\n`;
}

function recordOf(line: string): unknown {
  const text = line.slice(9);
  return crc32(text).toString(16).padStart(8, '0') === line.slice(0, 8) ? JSON.parse(text) : undefined;
}

/** Makes a rename or a new file itself survive a power cut, where the system can. */
async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}

/** Replaces a file as a whole: at any moment there is the old one or the new one, never a part. */
export async function replaceFile(path: string, content: string | AsyncIterable<Uint8Array>): Promise<void> {
  const next = `${path}.next`;
  const handle = await open(next, 'w', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(next, path);
  await syncDirectory(dirname(path));
}

export async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * An append-only file of records. A record is there wholly or not at all, wherever a write was cut off: a line that is
 * torn or fails its checksum is passed over, and the next append starts on a line of its own.
 */
export class JournalFile {
  readonly #path: string;
  #handle: FileHandle | null = null;
  #sizeBytes = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Every whole record, oldest first. */
  async read(): Promise<unknown[]> {
    const text = (await readIfThere(this.#path)) ?? '';
    return text
      .split('\n')
      .slice(0, -1)
      .map(recordOf)
      .filter((record) => record !== undefined);
  }

  /** Resolves when the record is on the disk. After a failure the file holds what it held before. */
  async append(record: unknown): Promise<void> {
    const handle = this.#handle ?? (await this.#open());
    const bytes = Buffer.from(lineOf(record));
    try {
      await handle.appendFile(bytes);
      await handle.datasync();
      this.#sizeBytes += bytes.length;
    } catch (error) {
      // A full disk may have taken a part of the line.
      await handle.truncate(this.#sizeBytes).catch(() => {});
      throw error;
    }
  }

  /** Replaces all records by these, in one step. */
  async rewrite(records: readonly unknown[]): Promise<void> {
    await this.close();
    await replaceFile(this.#path, records.map(lineOf).join(''));
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }

  async remove(): Promise<void> {
    await this.close();
    await rm(this.#path, { force: true });
  }

  async #open(): Promise<FileHandle> {
    const handle = await open(this.#path, 'a', 0o600);
    const text = (await readIfThere(this.#path)) ?? '';
    this.#sizeBytes = Buffer.byteLength(text.slice(0, text.lastIndexOf('\n') + 1));
    // What a killed writer left behind the last whole line would spoil the next one.
    await handle.truncate(this.#sizeBytes);
    await syncDirectory(dirname(this.#path));
    this.#handle = handle;
    return handle;
  }
}

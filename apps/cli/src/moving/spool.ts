import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Place {
  /** What it is ordered by, and where it lies in the file. */
  readonly order: number;
  readonly offset: number;
  readonly length: number;
}

const flushBytes = 1_048_576;

/**
 * Puts what a stream tells of many conversations in turn into an order by conversation and time, on the disk: in memory
 * is only where each lies. The file is this user's alone and goes when the spool does.
 */
export class Spool implements AsyncDisposable {
  readonly #folder: string;
  readonly #file: FileHandle;
  readonly #places = new Map<string, Place[]>();
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #length = 0;

  private constructor(folder: string, file: FileHandle) {
    this.#folder = folder;
    this.#file = file;
  }

  static async open(): Promise<Spool> {
    const folder = await mkdtemp(join(tmpdir(), 'nova-import-'));
    return new Spool(folder, await open(join(folder, 'spool'), 'wx+', 0o600));
  }

  async add(of: string, order: number, value: unknown): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(value));
    const places = this.#places.get(of) ?? [];
    this.#places.set(of, places);
    places.push({ order, offset: this.#length, length: bytes.length });
    this.#length += bytes.length;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= flushBytes) await this.#flush();
  }

  /** What was added of one, by `order`, else as it was added. */
  async *read(of: string): AsyncGenerator<unknown> {
    await this.#flush();
    for (const { offset, length } of (this.#places.get(of) ?? []).toSorted((a, b) => a.order - b.order)) {
      const { buffer } = await this.#file.read(Buffer.alloc(length), 0, length, offset);
      yield JSON.parse(buffer.toString('utf8'));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#file.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    if (bytes.length > 0) await this.#file.write(bytes, 0, bytes.length, this.#length - bytes.length);
  }
}

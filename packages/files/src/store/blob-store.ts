import type { Readable } from 'node:stream';

/** There is nothing under this key, or no more. */
export class BlobGone extends Error {
  override name = 'BlobGone';
}

/** The bytes from one position to another, both included, counted from 0. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Where the bytes of files lie. Promises:
 * - what `put` resolved for is read back whole, by every node, until it is removed; a key never shows half a file;
 * - `put` again under one key replaces what was there; `remove` of what is not there is fine, and is idempotent;
 * - memory stays bounded, whatever the size.
 * Keys are made of lower-case letters, digits, `-` and `/`. Everything rejects when the store cannot be reached.
 */
export interface BlobStore {
  /** Stores the file at `path`; may take it away from there. */
  put(key: string, path: string): Promise<void>;
  /** Resolves when the first bytes are there to be read. @throws BlobGone. */
  read(key: string, range: ByteRange): Promise<Readable>;
  remove(keys: readonly string[]): Promise<void>;
  /** Lets go of connections. Idempotent. */
  close(): Promise<void>;
}

import type { LogEntry } from '@nova/contract';

/**
 * The newest events of one conversation in this node's memory: a contiguous run that ends at the newest one.
 * Bounded by entries and by bytes; an erased slot keeps its place but not its text (X1).
 */
export class Ring {
  readonly #maxEntries: number;
  readonly #maxBytes: number;
  #slots: (LogEntry | null)[] = [];
  #firstSeq = 1;
  #bytes = 0;

  constructor(maxEntries: number, maxBytes: number) {
    this.#maxEntries = maxEntries;
    this.#maxBytes = maxBytes;
  }

  /** Adds what follows. An entry that is not the next one starts the ring anew; `keep: false` adds its place without its text. */
  push(entry: LogEntry, keep = true): void {
    if (this.#slots.length > 0 && entry.seq !== this.#firstSeq + this.#slots.length) this.clear();
    if (this.#slots.length === 0) this.#firstSeq = entry.seq;
    this.#slots.push(keep ? entry : null);
    this.#bytes += keep ? entry.text.length : 0;
    if (this.#slots.length > this.#maxEntries + 64 || this.#bytes > this.#maxBytes) this.#shrink();
  }

  /** The entries after `afterSeq`, at most `maxEntries` and about `maxBytes`, up to the first erased slot. */
  after(afterSeq: number, maxEntries: number, maxBytes: number): LogEntry[] {
    const found: LogEntry[] = [];
    if (afterSeq + 1 < this.#firstSeq) return found;
    let bytes = 0;
    for (let i = afterSeq + 1 - this.#firstSeq; i < this.#slots.length && found.length < maxEntries; i++) {
      const entry = this.#slots[i];
      if (!entry) break;
      bytes += entry.text.length;
      if (found.length > 0 && bytes > maxBytes) break;
      found.push(entry);
    }
    return found;
  }

  erase(seqs: readonly number[]): void {
    for (const seq of seqs) {
      const slot = this.#slots[seq - this.#firstSeq];
      if (!slot) continue;
      this.#bytes -= slot.text.length;
      this.#slots[seq - this.#firstSeq] = null;
    }
  }

  clear(): void {
    this.#slots = [];
    this.#bytes = 0;
  }

  #shrink(): void {
    let drop = Math.max(0, this.#slots.length - this.#maxEntries);
    let bytes = this.#bytes;
    for (let i = 0; i < drop; i++) bytes -= this.#slots[i]?.text.length ?? 0;
    while (bytes > this.#maxBytes && drop < this.#slots.length - 1) {
      bytes -= this.#slots[drop]?.text.length ?? 0;
      drop++;
    }
    this.#slots = this.#slots.slice(drop);
    this.#firstSeq += drop;
    this.#bytes = bytes;
  }
}

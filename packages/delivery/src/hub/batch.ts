import type { LogEntry } from '@nova/contract';

/**
 * A run of consecutive events of one conversation, shared by every subscriber that gets exactly this run:
 * whoever turns it into bytes keeps them in `frames`, so that it happens once per node and form.
 */
export interface Batch {
  readonly conversationId: string;
  /** The epoch that cursors of these events carry. */
  readonly epoch: string;
  readonly entries: readonly LogEntry[];
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Users whose subscriptions end within this run (D7); `null` for none, which is the rule. */
  readonly ends: ReadonlySet<string> | null;
  readonly frames: Map<string, Uint8Array>;
}

export function makeBatch(where: { conversationId: string; epoch: string }, entries: readonly LogEntry[]): Batch {
  const first = entries[0];
  const last = entries.at(-1);
  if (!first || !last) throw new Error('a batch has at least one entry');
  let ends: Set<string> | null = null;
  for (const entry of entries) if (entry.ends !== undefined) (ends ??= new Set()).add(entry.ends);
  return {
    conversationId: where.conversationId,
    epoch: where.epoch,
    entries,
    firstSeq: first.seq,
    lastSeq: last.seq,
    ends,
    frames: new Map(),
  };
}

/** The part of a batch up to `lastSeq`; the batch itself when that is all of it. */
export function cutBatch(batch: Batch, lastSeq: number): Batch {
  if (batch.lastSeq <= lastSeq) return batch;
  return makeBatch(batch, batch.entries.slice(0, lastSeq - batch.firstSeq + 1));
}

/** Cuts a run into pieces of at most `maxEntries` and about `maxBytes` of text, so that one write stays small (D4). */
export function slices(entries: readonly LogEntry[], maxEntries: number, maxBytes: number): (readonly LogEntry[])[] {
  const found: LogEntry[][] = [];
  let slice: LogEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (slice.length > 0 && (slice.length >= maxEntries || bytes + entry.text.length > maxBytes)) {
      found.push(slice);
      slice = [];
      bytes = 0;
    }
    slice.push(entry);
    bytes += entry.text.length;
  }
  if (slice.length > 0) found.push(slice);
  return found;
}

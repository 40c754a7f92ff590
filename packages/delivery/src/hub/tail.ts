import type { LogEntry } from '@nova/contract';
import type { Batch } from './batch.ts';
import { makeBatch, slices } from './batch.ts';
import type { Follower } from './follower.ts';
import type { HeadListener, Heads } from './heads.ts';
import type { HubOptions } from './options.ts';
import { Ring } from './ring.ts';
import type { Tiers } from './tiers.ts';

/**
 * The live end of one conversation on this node: its ring, and the followers that have everything up to `seq`.
 *
 * `seq` only ever grows by one event after another, so whoever stands at `seq` and is in `live` gets every event
 * once and in order. A follower that is behind reads for itself and joins `live` in the very step in which it
 * finds that it has caught up: there is no instant between "has all" and "is told" (D2).
 */
export class Tail implements HeadListener {
  readonly conversationId: string;
  readonly epoch: string;
  seq = 0;
  readonly live = new Set<Follower>();
  /** Followers that await a `seq` that this tail has not reached yet. */
  readonly ahead = new Set<Follower>();
  /** It could not be opened and is of no use: ask for another. */
  hasFailed = false;
  /** Resolves when `seq` is known; rejects when the log cannot be read. */
  readonly opened: Promise<void>;

  readonly #options: HubOptions;
  readonly #tiers: Tiers;
  readonly #heads: Heads;
  readonly #ring: Ring;
  /** Texts to forget, with the time of their erasure: an earlier read may still bring them. */
  readonly #erased = new Map<number, number>();
  #erasures = 0;
  /** The newest event that may have erased others: a stream that does not know it is not believed (X1). */
  #knowsSeq = 0;
  readonly #reads = new Map<number, Promise<Batch | null>>();
  /** Batches made lately. One that was cut short of the end then is all that fits into one, also later. */
  readonly #recent: { readonly batch: Batch; readonly isCut: boolean }[] = [];
  readonly #unwatch: () => void;
  readonly #onEpoch: (tail: Tail, epoch: string) => void;
  #isOpen = false;
  #target = 0;
  #pulling = false;
  #cancelRetry: (() => void) | null = null;
  #closed = false;

  constructor(
    conversationId: string,
    parts: { options: HubOptions; tiers: Tiers; heads: Heads; onEpoch: (tail: Tail, epoch: string) => void },
  ) {
    this.conversationId = conversationId;
    this.epoch = parts.heads.epoch;
    this.#options = parts.options;
    this.#tiers = parts.tiers;
    this.#heads = parts.heads;
    this.#onEpoch = parts.onEpoch;
    this.#ring = new Ring(parts.options.ringEntries, parts.options.ringBytes);
    const { ready, unwatch } = parts.heads.watch(conversationId, this);
    this.#unwatch = unwatch;
    this.opened = this.#open(ready);
    // Followers await it too; this keeps a tail that nobody awaits from being an unhandled rejection.
    this.opened.catch(() => {
      this.hasFailed = true;
    });
  }

  /** The same bytes for everybody at `afterSeq`: from the ring at once, else `null`. */
  fromRing(afterSeq: number): Batch | null {
    const recent = this.#recent.find(
      ({ batch, isCut }) => batch.firstSeq === afterSeq + 1 && (isCut || batch.lastSeq === this.seq),
    );
    if (recent) return recent.batch;
    const entries = this.#ring.after(afterSeq, this.#options.batchEntries, this.#options.batchBytes);
    if (entries.length === 0) return null;
    this.#options.meter.tierRead('ring', entries.length);
    return this.#remember(makeBatch(this, entries));
  }

  /** Reads what follows `afterSeq` from the lower tiers; followers at the same place share one read. */
  read(afterSeq: number): Promise<Batch | null> {
    const running = this.#reads.get(afterSeq);
    if (running) return running;
    const read = this.#read(afterSeq).finally(() => this.#reads.delete(afterSeq));
    this.#reads.set(afterSeq, read);
    return read;
  }

  async #read(afterSeq: number): Promise<Batch | null> {
    const isErased = (seq: number): boolean => this.#erased.has(seq);
    for (;;) {
      const startedAt = this.#erasures;
      const range = { afterSeq, limit: this.#options.batchEntries, knowsSeq: this.#knowsSeq };
      const entries = await this.#tiers.after(this.conversationId, range, isErased);
      // What was erased while the read was on its way is read again.
      const stale = entries.findIndex((entry) => (this.#erased.get(entry.seq) ?? 0) > startedAt);
      if (stale === 0) continue;
      const usable = stale < 0 ? entries : entries.slice(0, stale);
      const slice = slices(usable, this.#options.batchEntries, this.#options.batchBytes)[0];
      return slice ? makeBatch(this, slice) : null;
    }
  }

  reached(seq: number): void {
    if (seq <= this.#target) return;
    this.#target = seq;
    void this.#pull();
  }

  /** What this node itself just committed. */
  offer(entries: readonly LogEntry[]): void {
    const last = entries.at(-1);
    if (!last || last.seq <= this.seq) return;
    const fresh = entries[0]?.seq === this.seq + 1 ? entries : entries.filter((entry) => entry.seq > this.seq);
    // A text that was erased since is read without it.
    const isStale = fresh.some((entry) => this.#erased.has(entry.seq));
    if (this.#isOpen && !this.#closed && !isStale && fresh[0]?.seq === this.seq + 1) this.#extend(fresh);
    else this.reached(last.seq);
  }

  erased(seqs: readonly number[]): void {
    this.#ring.erase(seqs);
    this.#recent.length = 0;
    this.#erasures++;
    for (const seq of seqs) this.#erased.set(seq, this.#erasures);
    for (const seq of this.#erased.keys()) {
      if (this.#erased.size <= this.#options.erasedRemembered) break;
      this.#erased.delete(seq);
    }
  }

  epochChanged(epoch: string): void {
    this.#onEpoch(this, epoch);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelRetry?.();
    this.#unwatch();
    this.#ring.clear();
    this.#recent.length = 0;
  }

  async #open(ready: Promise<void>): Promise<void> {
    await ready;
    const { heads, epoch } = await this.#options.log.heads([this.conversationId]);
    if (epoch !== this.epoch) {
      await this.#heads.agrees(epoch);
      throw new Error('the log is changing its epoch');
    }
    this.seq = heads.get(this.conversationId) ?? 0;
    this.#knowsSeq = this.seq;
    await this.#backfill().catch(() => {
      // The ring is only faster; whoever is behind reads for itself.
      this.#ring.clear();
    });
    this.#isOpen = true;
    this.reached(this.#heads.known(this.conversationId));
    if (this.#target > this.seq) void this.#pull();
  }

  /** Reads the newest events into the ring, for those who come back after a cut. */
  async #backfill(): Promise<void> {
    let at = Math.max(0, this.seq - this.#options.ringBackfill);
    for (let round = 0; at < this.seq && round < 8; round++) {
      const batch = await this.read(at);
      if (!batch) break;
      for (const entry of batch.entries) {
        if (entry.seq > this.seq) break;
        if (entry.erases) this.erased(entry.erases);
        this.#ring.push(entry, !this.#erased.has(entry.seq));
        at = entry.seq;
      }
    }
    if (at < this.seq) this.#ring.clear();
  }

  async #pull(): Promise<void> {
    if (this.#pulling || !this.#isOpen || this.#closed) return;
    this.#pulling = true;
    try {
      while (this.seq < this.#target && !this.#isClosed()) {
        const goal = this.#target;
        const batch = await this.read(this.seq);
        // The hint promised what the log does not have; a newer one may be right.
        if (!batch && goal === this.#target) this.#target = this.seq;
        const fresh = batch?.entries.filter((entry) => entry.seq > this.seq) ?? [];
        if (fresh[0]?.seq === this.seq + 1) this.#extend(fresh);
      }
    } catch (error) {
      this.#options.meter.failed('read', error);
      // One retry at a time, however many hints come meanwhile.
      this.#cancelRetry?.();
      const delayMs = this.#options.retryMs * (0.5 + this.#options.platform.random());
      this.#cancelRetry = this.#options.platform.after(delayMs, () => void this.#pull());
    } finally {
      this.#pulling = false;
    }
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #extend(entries: readonly LogEntry[]): void {
    for (const slice of slices(entries, this.#options.batchEntries, this.#options.batchBytes)) {
      for (const entry of slice) {
        if (entry.erases) {
          this.erased(entry.erases);
          this.#knowsSeq = entry.seq;
        }
        this.#ring.push(entry, !this.#erased.has(entry.seq));
        this.seq = entry.seq;
      }
      const batch = makeBatch(this, slice);
      if (!slice.some((entry) => this.#erased.has(entry.seq))) this.#remember(batch);
      this.#options.meter.delivered(this.live.size * slice.length, slice);
      for (const follower of this.live) if (!follower.take(batch)) this.live.delete(follower);
    }
    for (const follower of this.ahead) {
      if (follower.awaitedSeq > this.seq) continue;
      this.ahead.delete(follower);
      follower.catchUp();
    }
  }

  #remember(batch: Batch): Batch {
    this.#recent.unshift({ batch, isCut: batch.lastSeq < this.seq });
    if (this.#recent.length > 8) this.#recent.pop();
    return batch;
  }
}

import type { DeliveryMeter, EventLog, EventStream } from '../ports.ts';
import type { Platform } from '../platform.ts';

export interface HeadListener {
  /** The log has reached `seq`, or more. Hints only: may repeat, may be late. */
  reached(seq: number): void;
  erased(seqs: readonly number[]): void;
  /** The log was restored to an earlier time: everything known is void (D9). */
  epochChanged(epoch: string): void;
}

export interface HeadsOptions {
  readonly log: EventLog;
  readonly stream: EventStream;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  /** A lost wake-up costs at most this (D1). */
  readonly pollMs: number;
  /** A conversation that nobody watches any more is forgotten after this. */
  readonly lingerMs: number;
  /** Registering for wake-ups may take this long; then one goes on without. */
  readonly watchTimeoutMs: number;
}

interface Watched {
  readonly listeners: Set<HeadListener>;
  readonly ready: Promise<void>;
  seq: number;
  forget: (() => void) | null;
  /** Registering failed: tried again with every poll. */
  isDeaf: boolean;
}

/** Asked about in one statement. */
const conversationsPerRead = 5_000;

/**
 * How far each watched conversation's log reaches, as far as this node knows.
 * Three sources feed it, and none is believed for more than "look again": the stream's wake-ups,
 * commits of this very node, and a poll of the log itself that bounds what a lost wake-up costs.
 */
export class Heads {
  readonly #options: HeadsOptions;
  readonly #watched = new Map<string, Watched>();
  #epoch: string;
  #stopPoll: (() => void) | null = null;
  #polling: Promise<void> | null = null;
  #nextPoll: Promise<void> | null = null;
  #closed = false;

  constructor(epoch: string, options: HeadsOptions) {
    this.#options = options;
    this.#epoch = epoch;
    options.stream.onWake((wake) => {
      if (wake.type === 'unsure') void this.poll();
      else if (wake.type === 'reached') this.reached(wake.conversationId, wake.seq);
      else for (const listener of this.#watched.get(wake.conversationId)?.listeners ?? []) listener.erased(wake.seqs);
    });
    this.#schedule();
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** Conversations watched now. */
  get size(): number {
    return this.#watched.size;
  }

  /** The newest `seq` heard of; 0 when nothing was heard yet. */
  known(conversationId: string): number {
    return this.#watched.get(conversationId)?.seq ?? 0;
  }

  /**
   * Registers for news. `ready` resolves when hints flow or cannot be had (then the poll serves);
   * whatever was committed before that moment must be read from the log.
   */
  watch(conversationId: string, listener: HeadListener): { ready: Promise<void>; unwatch: () => void } {
    let watched = this.#watched.get(conversationId);
    if (!watched) {
      const ready = Promise.withResolvers<void>();
      watched = { listeners: new Set(), ready: ready.promise, seq: 0, forget: null, isDeaf: false };
      this.#watched.set(conversationId, watched);
      void this.#listen(conversationId, watched).then(ready.resolve);
    }
    watched.forget?.();
    watched.forget = null;
    watched.listeners.add(listener);
    const mine = watched;
    return {
      ready: mine.ready,
      unwatch: () => {
        mine.listeners.delete(listener);
        if (mine.listeners.size > 0 || mine.forget || this.#closed) return;
        mine.forget = this.#options.platform.after(this.#options.lingerMs, () => {
          this.#watched.delete(conversationId);
          this.#options.stream.unwatch(conversationId);
        });
      },
    };
  }

  /** A hint from anywhere. */
  reached(conversationId: string, seq: number): void {
    const watched = this.#watched.get(conversationId);
    // The same news again is passed on: whoever could not follow the first hint gets another chance.
    if (watched && seq >= watched.seq) tell(watched, seq);
  }

  /** Asks the log itself about everything watched, once more if it is being asked already. Never rejects. */
  poll(): Promise<void> {
    if (this.#closed) return Promise.resolve();
    if (!this.#polling) {
      this.#polling = this.#poll().finally(() => {
        this.#polling = null;
      });
      return this.#polling;
    }
    this.#nextPoll ??= this.#polling.then(() => {
      this.#nextPoll = null;
      return this.poll();
    });
    return this.#nextPoll;
  }

  /**
   * Whether an epoch that was just read is the log's. Another one than the known is not believed but asked about:
   * answers may overtake each other, polls do not. Never rejects.
   */
  async agrees(epoch: string): Promise<boolean> {
    if (epoch !== this.#epoch) await this.poll();
    return epoch === this.#epoch;
  }

  close(): void {
    this.#closed = true;
    this.#stopPoll?.();
    for (const watched of this.#watched.values()) watched.forget?.();
    this.#watched.clear();
  }

  async #poll(): Promise<void> {
    for (const [conversationId, watched] of this.#watched) {
      if (watched.isDeaf) void this.#listen(conversationId, watched);
    }
    try {
      const ids = [...this.#watched.keys()];
      for (let at = 0; at < Math.max(1, ids.length); at += conversationsPerRead) {
        const { epoch, heads } = await this.#options.log.heads(ids.slice(at, at + conversationsPerRead));
        this.#adopt(epoch);
        for (const [conversationId, seq] of heads) {
          const watched = this.#watched.get(conversationId);
          // Whatever a hint has promised: this is what there is.
          if (watched) tell(watched, seq);
        }
      }
    } catch (error) {
      this.#options.meter.failed('poll', error);
    }
  }

  /** Another epoch than before voids all that was known. */
  #adopt(epoch: string): void {
    if (epoch === this.#epoch) return;
    this.#epoch = epoch;
    for (const watched of this.#watched.values()) watched.seq = 0;
    for (const watched of [...this.#watched.values()]) {
      for (const listener of [...watched.listeners]) listener.epochChanged(epoch);
    }
  }

  /** A Redis that does not answer must not keep anybody waiting: then the poll serves. */
  #listen(conversationId: string, watched: Watched): Promise<void> {
    watched.isDeaf = false;
    return new Promise((resolve) => {
      const cancel = this.#options.platform.after(this.#options.watchTimeoutMs, resolve);
      this.#options.stream
        .watch(conversationId)
        .catch((error: unknown) => {
          watched.isDeaf = true;
          this.#options.meter.failed('watch', error);
        })
        .finally(() => {
          cancel();
          resolve();
        });
    });
  }

  #schedule(): void {
    this.#stopPoll = this.#options.platform.after(this.#options.pollMs, () => {
      void this.poll().finally(() => {
        if (!this.#closed) this.#schedule();
      });
    });
  }
}

function tell(watched: Watched, seq: number): void {
  watched.seq = seq;
  for (const listener of watched.listeners) listener.reached(seq);
}

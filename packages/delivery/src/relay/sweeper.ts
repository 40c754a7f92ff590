import type { Platform } from '../platform.ts';
import type { DeliveryMeter, OutboxRow, OutboxTable } from '../ports.ts';
import type { Relay } from './relay.ts';

export interface SweeperOptions {
  readonly outbox: OutboxTable;
  readonly relay: Relay;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  readonly everyMs: number;
  /** Younger rows are left to the relay of the node that wrote them. */
  readonly olderThanMs: number;
  /** Rows read at a time. */
  readonly limit: number;
  /** A round ends when so many conversations could not be published. */
  readonly maxFailures: number;
}

/** A row is found at most 400 + 300 ms after its commit, which leaves R2's second some room. */
export const sweeperDefaults = { everyMs: 300, olderThanMs: 400, limit: 1_000, maxFailures: 8 } as const;

/** Publishes what a relay left behind: its process died, or Redis did (R2). Every node may sweep; publishing is idempotent. */
export class Sweeper {
  readonly #options: SweeperOptions;
  #cancel: (() => void) | null = null;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(options: SweeperOptions) {
    this.#options = options;
    this.#schedule();
  }

  /** One round: publishes and removes what is there. Never rejects. */
  sweep(): Promise<void> {
    this.#running ??= this.#sweep().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    await this.#running;
  }

  async #sweep(): Promise<void> {
    const { outbox, meter, olderThanMs, limit } = this.#options;
    try {
      for (let isMore = true; isMore && !this.#isClosed; ) {
        const rows = await outbox.pending(olderThanMs, limit);
        const arePublished = await this.#publish(rows);
        isMore = arePublished && rows.length === limit;
      }
    } catch (error) {
      meter.failed('sweep', error);
    }
  }

  /**
   * Publishes and removes rows; `false` when some could not be. In random order, and on past those that fail: where
   * only a part of Redis is gone, what lives there must not keep the rest waiting. After a few failures all of it is
   * taken for gone.
   */
  async #publish(rows: readonly OutboxRow[]): Promise<boolean> {
    const { outbox, relay, meter, maxFailures } = this.#options;
    let failures = 0;
    for (const [conversationId, mine] of this.#shuffled([...byConversation(rows)])) {
      try {
        const firstSeq = Math.min(...mine.map((row) => row.firstSeq));
        const lastSeq = Math.max(...mine.map((row) => row.lastSeq));
        await relay.publishFromLog(conversationId, firstSeq, lastSeq);
        await outbox.remove(mine.map((row) => row.id));
        meter.swept(mine.length);
      } catch (error) {
        meter.failed('sweep', error);
        if (++failures === maxFailures) return false;
      }
    }
    return failures === 0;
  }

  #shuffled<T>(list: T[]): T[] {
    const keyed = list.map((item) => ({ item, key: this.#options.platform.random() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  }

  #schedule(): void {
    this.#cancel = this.#options.platform.after(this.#options.everyMs, () => {
      void this.sweep().then(() => {
        if (!this.#isClosed) this.#schedule();
      });
    });
  }
}

function byConversation(rows: readonly OutboxRow[]): Map<string, OutboxRow[]> {
  const found = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const mine = found.get(row.conversationId);
    if (mine) mine.push(row);
    else found.set(row.conversationId, [row]);
  }
  return found;
}

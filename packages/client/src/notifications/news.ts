import type { NotificationNews } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import { Retry } from '../sync/retry.ts';

export interface NewsOptions {
  readonly ask: (signal: AbortSignal) => Promise<{ news: NotificationNews[] }>;
  readonly platform: Platform;
  readonly network: Network;
}

/** News within this time are one; what may be over can wait a little. */
const gatherMs = 50;
const doubtMs = 1_000;

/** What the person is to be told now, as the server decided for all their devices (B3). Nothing of it stays on the device. */
export class News {
  readonly #options: NewsOptions;
  readonly #listeners = new Listeners();
  readonly #retry: Retry;
  readonly #closing = new AbortController();
  readonly #leaveNetwork: () => void;
  #all: readonly NotificationNews[] | null = null;
  #cancelAsking: (() => void) | null = null;
  #isAsking = false;
  #isStale = false;

  constructor(options: NewsOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
    this.#leaveNetwork = options.network.onChange((online) => online && this.refresh());
    this.refresh();
  }

  /** One for each conversation; `null` before the server has answered. The same array until it answers again. */
  get all(): readonly NotificationNews[] | null {
    return this.#all;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** There is something to tell, or not any more. */
  refresh(withinMs = gatherMs): void {
    this.#isStale = true;
    if (this.#closing.signal.aborted) return;
    this.#cancelAsking ??= this.#options.platform.after(withinMs, () => {
      this.#cancelAsking = null;
      void this.#ask();
    });
  }

  /** Something was read, or changed: what is told may be over. */
  doubt(): void {
    if (this.#all !== null && this.#all.length > 0) this.refresh(doubtMs);
  }

  /** Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#leaveNetwork();
    this.#cancelAsking?.();
    this.#retry.cancel();
    this.#listeners.clear();
  }

  async #ask(): Promise<void> {
    const { platform, network, ask } = this.#options;
    const { signal } = this.#closing;
    this.#isStale = true;
    if (this.#isAsking || signal.aborted || !network.online()) return;
    this.#isAsking = true;
    this.#isStale = false;
    try {
      const { news } = await within({ platform, ms: requestTimeoutMs, signal }, ask);
      this.#retry.succeeded();
      this.#all = news;
      this.#listeners.tell();
    } catch (error) {
      const { policy, retryAfterMs } = classify(error);
      if (policy === 'retry' && !signal.aborted) this.#retry.later(() => void this.#ask(), retryAfterMs);
    } finally {
      this.#isAsking = false;
    }
    if (this.#isStale && !this.#retry.isWaiting) this.refresh();
  }
}

import { NovaClientError } from '../errors.ts';
import type { Platform } from '../platform.ts';

const firstWaitMs = 500;
const slowestMs = 15_000;
/** A connection that lived this long was a good one: the next loss begins with a short wait again. */
const goodLifeMs = 5_000;
/** A connection opened this long after the last one closed is no reconnect: it need not wait. */
const calmMs = 2_000;

/**
 * Spaces out attempts to connect: ever more slowly and with full jitter, so that a restarted server is not stormed.
 * Unlike a plain timer it can be hurried, when the network is back or somebody signed in.
 */
export class Pacer {
  readonly #platform: Platform;
  readonly #waiting = new Set<{ go: () => void; fail: (error: Error) => void }>();
  #attempts = 0;
  #openedAtMs = 0;
  #closedAtMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Resolves when the next attempt may be made. @throws NovaClientError CLOSED after `close`. */
  async turn(): Promise<void> {
    if (this.#isClosed) throw new NovaClientError('CLOSED');
    const platform = this.#platform;
    if (this.#attempts === 0 && platform.nowMs() - this.#closedAtMs > calmMs) {
      this.#attempts++;
      return;
    }
    const ceilingMs = Math.min(slowestMs, firstWaitMs * 2 ** this.#attempts++);
    const wait = Promise.withResolvers<void>();
    const waiting = { go: wait.resolve, fail: wait.reject };
    const cancel = platform.after(platform.random() * ceilingMs, wait.resolve);
    this.#waiting.add(waiting);
    try {
      await wait.promise;
    } finally {
      cancel();
      this.#waiting.delete(waiting);
    }
  }

  opened(): void {
    this.#openedAtMs = this.#platform.nowMs();
  }

  /** A connection that had opened is gone. */
  closed(): void {
    const nowMs = this.#platform.nowMs();
    this.#closedAtMs = nowMs;
    if (this.#openedAtMs > 0 && nowMs - this.#openedAtMs >= goodLifeMs) this.#attempts = 0;
    this.#openedAtMs = 0;
  }

  /** There is reason to believe that it works now. */
  hurry(): void {
    this.#attempts = 0;
    for (const { go } of this.#waiting) go();
  }

  /** Idempotent. */
  close(): void {
    this.#isClosed = true;
    for (const { fail } of this.#waiting) fail(new NovaClientError('CLOSED'));
  }
}

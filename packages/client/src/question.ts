import { requestTimeoutMs, within } from './deadline.ts';
import type { Network } from './network.ts';
import { classify } from './outbox/classification.ts';
import type { Platform } from './platform.ts';
import { Retry } from './sync/retry.ts';

export interface QuestionOptions<Answer> {
  readonly ask: (signal: AbortSignal) => Promise<Answer>;
  readonly onAnswer: (answer: Answer) => void;
  readonly platform: Platform;
  readonly network: Network;
}

/** Hints within this time are one question. */
const gatherMs = 50;

/**
 * What is asked of the server again whenever its answer may have become another one: one question at a time, so that answers
 * come in order, and one more when there was a hint meanwhile. What could not be asked is asked later, or when there is a
 * way again; what the server refuses is not.
 */
export class Question<Answer> {
  readonly #options: QuestionOptions<Answer>;
  readonly #retry: Retry;
  readonly #closing = new AbortController();
  readonly #leaveNetwork: () => void;
  #cancel: (() => void) | null = null;
  #isAsking = false;
  #isStale = false;

  constructor(options: QuestionOptions<Answer>) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
    this.#leaveNetwork = options.network.onChange((online) => online && this.soon());
  }

  /** There may be another answer. */
  soon(withinMs = gatherMs): void {
    this.#isStale = true;
    if (this.#closing.signal.aborted) return;
    this.#cancel ??= this.#options.platform.after(withinMs, () => {
      this.#cancel = null;
      void this.now();
    });
  }

  /** Asks without waiting for more hints. Resolves when it has been answered, or cannot be now. Never rejects. */
  async now(): Promise<void> {
    const { platform, network, ask, onAnswer } = this.#options;
    const { signal } = this.#closing;
    this.#isStale = true;
    if (this.#isAsking || signal.aborted || !network.online()) return;
    this.#isAsking = true;
    this.#isStale = false;
    try {
      const answer = await within({ platform, ms: requestTimeoutMs, signal }, ask);
      this.#retry.succeeded();
      onAnswer(answer);
    } catch (error) {
      const { policy, retryAfterMs } = classify(error);
      if (policy === 'retry' && !signal.aborted) this.#retry.later(() => void this.now(), retryAfterMs);
    } finally {
      this.#isAsking = false;
    }
    if (this.#isStale && !this.#retry.isWaiting) this.soon();
  }

  /** Asks nothing more; what is under way is given up. Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#leaveNetwork();
    this.#cancel?.();
    this.#retry.cancel();
  }
}

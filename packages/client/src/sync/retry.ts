import { retryDelayMs } from '../outbox/backoff.ts';
import type { Platform } from '../platform.ts';

/** Waits no longer than this many doublings. */
const attemptMax = 6;

/** One step at a time that is tried again later, ever more slowly, until something works. Reading asks nothing of anybody. */
export class Retry {
  readonly #platform: Platform;
  #failures = 0;
  #step: (() => void) | null = null;
  #cancelTimer: () => void = () => {};

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Runs `step` after the next wait, in place of a step that is waiting; not before `retryAfterMs`. */
  later(step: () => void, retryAfterMs: number): void {
    this.cancel();
    this.#step = step;
    const attempt = Math.min(++this.#failures, attemptMax);
    const delayMs = retryDelayMs({ attempt, chance: this.#platform.random(), retryAfterMs });
    this.#cancelTimer = this.#platform.after(delayMs, () => this.now());
  }

  get isWaiting(): boolean {
    return this.#step !== null;
  }

  /** Runs the waiting step at once, if there is one. */
  now(): void {
    const step = this.#step;
    this.cancel();
    step?.();
  }

  /** Forgets the waiting step. */
  cancel(): void {
    this.#cancelTimer();
    this.#step = null;
  }

  /** Something worked: the next wait is a short one again. */
  succeeded(): void {
    this.#failures = 0;
  }
}

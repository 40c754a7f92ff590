import type { Platform } from '@nova/delivery';

/** Something that runs until it is killed: from then on none of its timers fires and nothing it waits for comes. */
export class Life {
  readonly platform: Platform;
  readonly #endings = new Set<() => void>();
  #isOver = false;

  constructor(platform: Platform) {
    this.platform = {
      nowMs: () => platform.nowMs(),
      random: () => platform.random(),
      after: (delayMs, run) => platform.after(delayMs, () => this.#isOver || run()),
    };
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Idempotent. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const ending of [...this.#endings]) ending();
    this.#endings.clear();
  }

  /** Calls back when it ends; the returned function takes that back. */
  onEnd(ending: () => void): () => void {
    if (this.#isOver) ending();
    else this.#endings.add(ending);
    return () => void this.#endings.delete(ending);
  }

  /** Resolves `ms` later; never, if it ends before. */
  async pause(ms: number): Promise<void> {
    if (this.#isOver) return forever;
    if (ms > 0) await new Promise<void>((resolve) => this.platform.after(ms, resolve));
  }
}

/** What the dead wait for. */
export const forever = new Promise<never>(() => {});

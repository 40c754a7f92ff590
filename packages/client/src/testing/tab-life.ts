import type { Platform } from '../platform.ts';

/** A tab's life under test: what it is told and what it waited for happens while it is awake, and never after its end. */
export class TabLife {
  #isOver = false;
  #isFrozen = false;
  /** What comes while it is frozen happens when it thaws. */
  readonly #queued: (() => void)[] = [];
  readonly #endings = new Set<() => void>();

  get isOver(): boolean {
    return this.#isOver;
  }

  get isFrozen(): boolean {
    return this.#isFrozen;
  }

  /** Steps that wait for it to thaw. */
  get queued(): number {
    return this.#queued.length;
  }

  run(step: () => void): void {
    if (this.#isOver) return;
    if (this.#isFrozen) this.#queued.push(step);
    else step();
  }

  freeze(): void {
    this.#isFrozen = true;
  }

  thaw(): void {
    this.#isFrozen = false;
    for (let step = this.#queued.shift(); step && !this.#isFrozen; step = this.#queued.shift()) this.run(step);
  }

  /** As a crash: nothing of it runs any more. Idempotent. */
  end(): void {
    this.#isOver = true;
    for (const ending of this.#endings) ending();
    this.#endings.clear();
  }

  onEnd(ending: () => void): () => void {
    if (this.#isOver) ending();
    else this.#endings.add(ending);
    return () => void this.#endings.delete(ending);
  }

  /** The clock as this tab has it. */
  platform(clock: Platform): Platform {
    return { ...clock, after: (delayMs, step) => clock.after(delayMs, () => this.run(step)) };
  }
}

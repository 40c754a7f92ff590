import type { Report } from './report.ts';
import { noReport } from './report.ts';

/**
 * Those who want to hear of something. One that throws keeps nobody else from hearing, nor the teller from going on:
 * its error goes to `report`, and without one to the platform, as an uncaught error.
 */
export class Listeners<Args extends unknown[] = []> {
  readonly #all = new Set<(...args: Args) => void>();
  readonly #report: Report;

  constructor(report: Report = noReport) {
    this.#report = report;
  }

  get size(): number {
    return this.#all.size;
  }

  /** The returned function, which may be called any number of times, takes it out again. */
  add(listener: (...args: Args) => void): () => void {
    this.#all.add(listener);
    return () => void this.#all.delete(listener);
  }

  tell(...args: Args): void {
    for (const listener of this.#all) {
      try {
        listener(...args);
      } catch (error) {
        this.#report({ type: 'uncaught', error });
      }
    }
  }

  clear(): void {
    this.#all.clear();
  }
}

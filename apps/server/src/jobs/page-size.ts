/** How long a page may take before the next ones are smaller. */
const slowMs = 1_000;

/**
 * How many rows a job does at a time, where each page has a price of its own: as many as take about a second, between
 * `least` and `most`. Pages that are too slow shrink fast, also when the database gives them up; so a job never tries
 * the same hopeless page for ever.
 */
export class PageSize {
  readonly #least: number;
  readonly #most: number;
  #rows: number;

  constructor({ least, most }: { readonly least: number; readonly most: number }) {
    this.#least = least;
    this.#most = most;
    this.#rows = most;
  }

  get rows(): number {
    return this.#rows;
  }

  /** A page has taken so long, or was given up after it. */
  took(ms: number): void {
    if (ms > slowMs) this.#rows = Math.max(this.#least, Math.floor(this.#rows / 2));
    else if (ms < slowMs / 2) this.#rows = Math.min(this.#most, this.#rows * 2);
  }
}

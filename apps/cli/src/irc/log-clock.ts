const dayMs = 86_400_000;
const minuteMs = 60_000;
/** A step back by less is a clock that was set back, not a new day. */
const setBackMinutes = 120;

/**
 * The times of one log, whose lines tell hours and minutes only. Its first line is of the date given. A line that is
 * earlier in the day than the one before it is of the next day; in a log whose hours never pass 12 (a clock without
 * a.m. and p.m.) it is of the next half day. Steps back of less than two hours are a clock that was set back: time then
 * stands still until it is caught up with. So times never descend. All of it counts as UTC.
 */
export class LogClock {
  readonly #stepMs: number;
  #dayMs: number;
  #lastMinute = 0;
  #lastMs = Number.NEGATIVE_INFINITY;

  /** `date` is `YYYY-MM-DD`; `latestMinute` the latest minute of the day that any line of the log tells. */
  constructor(date: string, latestMinute: number) {
    this.#dayMs = Date.parse(`${date}T00:00:00Z`);
    this.#stepMs = latestMinute < 13 * 60 ? dayMs / 2 : dayMs;
  }

  /** The time of the next line, ISO 8601. */
  next(minute: number): string {
    if (this.#lastMinute - minute >= setBackMinutes) this.#dayMs += this.#stepMs;
    this.#lastMinute = minute;
    this.#lastMs = Math.max(this.#lastMs, this.#dayMs + minute * minuteMs);
    return new Date(this.#lastMs).toISOString();
  }
}

/** The date that a file's name tells (`2004-12-25.log`, `#ubuntu.20041225.txt`), or null. */
export function dateInName(name: string): string | null {
  const match = /(?:^|\D)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)/.exec(name);
  if (!match) return null;
  const date = `${match[1]}-${match[3]}-${match[4]}`;
  // A month 13 or a 30th of February is no date.
  const instant = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== date ? null : date;
}

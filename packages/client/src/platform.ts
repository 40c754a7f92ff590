/**
 * Time and chance, passed in so that tests and the simulation own them.
 * Nothing else in this package may read a clock, set a timer or draw a number.
 */
export interface Platform {
  /** Milliseconds since 1970. Never an order: `seq` is. */
  nowMs(): number;
  /** Runs something once, `delayMs` later; the returned function cancels it and may be called any number of times. */
  after(delayMs: number, run: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}

/** The longest delay a timer takes; beyond it the platform would fire at once. */
const longestDelayMs = 2_147_483_647;

/** The clock and the chance of the machine. */
export function systemPlatform(): Platform {
  return {
    nowMs: () => Date.now(),
    random: () => Math.random(),
    after(delayMs, run) {
      const timer = setTimeout(run, Math.min(Math.max(0, delayMs), longestDelayMs));
      return () => clearTimeout(timer);
    },
  };
}

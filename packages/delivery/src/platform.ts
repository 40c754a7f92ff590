/** Time and chance, passed in so that tests own them. The only file of this package that may touch the real ones. */
export interface Platform {
  nowMs(): number;
  /** Runs `run` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** Uniform in [0, 1). */
  random(): number;
}

/** The real clock and the real dice. Timers never keep a process alive. */
export const systemPlatform: Platform = {
  nowMs: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
  random: () => Math.random(),
};

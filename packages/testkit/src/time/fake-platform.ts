import { setImmediate } from 'node:timers/promises';
import { seededRandom } from './seeded-random.ts';

/** Time and chance under the test's control; fits the `Platform` that client and delivery ask for. */
export interface FakePlatform {
  /** Milliseconds since 1970 on the fake clock, which starts at the beginning of 2026. */
  nowMs(): number;
  /** Runs something once, `delayMs` later on the fake clock; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
  /** In [0, 1), the same sequence for the same seed. */
  random(): number;
  /**
   * Moves the clock. Timers that come due run in the order of their times (equal ones in the order they were set),
   * each at its own time, timers they set included; between two of them every promise that can settle does. A timer
   * that throws makes this reject.
   */
  advance(ms: number): Promise<void>;
  /** Timers set and neither run nor cancelled. */
  pendingTimers(): number;
}

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** A platform whose clock stands still until told, and whose chance repeats. */
export function fakePlatform(seed = 1): FakePlatform {
  const random = seededRandom(seed);
  const timers = new Set<Timer>();
  let nowMs = Date.UTC(2026, 0, 1);
  let order = 0;

  function nextDue(untilMs: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.dueMs > untilMs) continue;
      if (
        first === undefined ||
        timer.dueMs < first.dueMs ||
        (timer.dueMs === first.dueMs && timer.order < first.order)
      )
        first = timer;
    }
    return first;
  }

  return {
    nowMs: () => nowMs,
    random: () => random.next(),
    pendingTimers: () => timers.size,
    after(delayMs, run) {
      const timer: Timer = { dueMs: nowMs + Math.max(0, delayMs), order: order++, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      // A turn of the event loop begins only when no promise callback is left.
      await setImmediate();
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
        timers.delete(timer);
        nowMs = timer.dueMs;
        timer.run();
        await setImmediate();
      }
      nowMs = untilMs;
    },
  };
}

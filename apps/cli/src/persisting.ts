import { setTimeout as sleep } from 'node:timers/promises';
import { classify } from '@nova/client';

/**
 * Asks until it is answered: what may pass (busy, no connection, too much at once) is asked again, after what the
 * server says or a growing wait; what is refused for good is thrown at once. Only for what may be done twice.
 */
export type Persisting = <T>(ask: () => Promise<T>, signal: AbortSignal) => Promise<T>;

export interface PersistingOptions {
  /** Told before each wait. */
  readonly onWait: (wait: { readonly text: string; readonly waitMs: number }) => void;
  /** Failures in a row after which the last one is thrown. */
  readonly attemptsMax: number;
}

const longestWaitMs = 15_000;
const firstWaitMs = 250;

export function persistingWith({ onWait, attemptsMax }: PersistingOptions): Persisting {
  return async (ask, signal) => {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        return await ask();
      } catch (error) {
        signal.throwIfAborted();
        const { policy, retryAfterMs, text } = classify(error);
        if (policy !== 'retry' || attempt >= attemptsMax) throw error;
        const growingMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
        const waitMs = Math.max(retryAfterMs, growingMs);
        onWait({ text, waitMs });
        await sleep(waitMs, undefined, { signal });
      }
    }
  };
}

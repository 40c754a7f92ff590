import { type Cause, classify } from './outbox/classification.ts';
import type { Platform } from './platform.ts';

/**
 * Asks until it is answered: what may pass (busy, no connection, too much at once) is asked again, after what the
 * server says or a growing wait; what is refused for good is thrown at once. Only for what may be done twice.
 *
 * @throws what was refused, or failed too often; the signal's reason, also during a wait.
 */
export type Persisting = <T>(ask: () => Promise<T>, signal: AbortSignal) => Promise<T>;

export interface PatienceOptions {
  readonly platform: Platform;
  /** Told before each wait. */
  readonly onWait: (wait: { readonly cause: Cause; readonly text: string; readonly waitMs: number }) => void;
  /** Failures in a row after which the last one is thrown. */
  readonly attemptsMax: number;
}

const longestWaitMs = 15_000;
const firstWaitMs = 250;

/** Patience of so many attempts. */
export function patience({ platform, onWait, attemptsMax }: PatienceOptions): Persisting {
  return async (ask, signal) => {
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        return await ask();
      } catch (error) {
        signal.throwIfAborted();
        const { policy, cause, retryAfterMs, text } = classify(error);
        if (policy !== 'retry' || attempt >= attemptsMax) throw error;
        const growingMs = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1)) * (0.5 + platform.random() / 2);
        const waitMs = Math.max(retryAfterMs, growingMs);
        onWait({ cause, text, waitMs });
        await waited(platform, waitMs, signal);
      }
    }
  };
}

async function waited(platform: Platform, ms: number, signal: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<void>();
  const onAbort = (): void => over.reject(signal.reason);
  const cancel = platform.after(ms, over.resolve);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await over.promise;
  } finally {
    cancel();
    signal.removeEventListener('abort', onAbort);
  }
}

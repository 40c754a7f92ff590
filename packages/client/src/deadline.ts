import type { Platform } from './platform.ts';

/** How long a request may go unanswered, unless the client's owner says otherwise. */
export const requestTimeoutMs = 15_000;

/**
 * Runs a request that may take `ms` at most: then its signal aborts and this rejects with a `TimeoutError`, whether the
 * request listens or not. It ends likewise when `signal` aborts. A network that swallows packets never says no by itself.
 */
export async function within<T>(
  of: { platform: Platform; ms: number; signal?: AbortSignal },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  of.signal?.throwIfAborted();
  const request = new AbortController();
  const given = Promise.withResolvers<never>();
  const giveUp = (reason: unknown): void => {
    request.abort(reason);
    given.reject(reason);
  };
  const onAbort = (): void => giveUp(of.signal?.reason);
  const cancel = of.platform.after(of.ms, () => giveUp(new DOMException('no answer in time', 'TimeoutError')));
  of.signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([run(request.signal), given.promise]);
  } finally {
    cancel();
    of.signal?.removeEventListener('abort', onAbort);
  }
}

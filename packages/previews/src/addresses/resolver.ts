import { Resolver } from 'node:dns/promises';

/** Finds the addresses of a host; empty when there are none. Rejects when `signal` aborts. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

const tryMs = 1_500;

/**
 * Asks the name servers of this machine, and nothing else: not its list of hosts, and no search domains, so that a short
 * name is none of a network inside.
 */
export const resolveByDns: Resolve = async (host, signal) => {
  signal.throwIfAborted();
  const resolver = new Resolver({ timeout: tryMs, tries: 2 });
  const give = (): void => resolver.cancel();
  signal.addEventListener('abort', give, { once: true });
  try {
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    signal.throwIfAborted();
    return found.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  } finally {
    signal.removeEventListener('abort', give);
  }
};

import { type ProvidedRedis, resolveRedis } from '@nova/embedded';

export interface KeptRedisOptions {
  readonly url: string | undefined;
  readonly folder: string;
  readonly signal: AbortSignal;
  say(line: string): void;
}

/** A Redis that comes back at the same address, empty, when it dies; the server refills it from Postgres. */
export interface KeptRedis extends AsyncDisposable {
  readonly url: string;
  readonly why: string;
}

/** One that keeps dying is left dead: the server delivers from Postgres then. */
const mostRestarts = 5;

/** @throws StoreUnavailable when none can be provided to begin with. */
export async function keptRedis({ url, folder, signal, say }: KeptRedisOptions): Promise<KeptRedis> {
  let stopping = false;
  let current = await resolveRedis({ url, folder, signal });
  const first = current;

  async function keep(): Promise<void> {
    for (let restarts = 0; ; restarts++) {
      const words = await current.ended;
      if (stopping || current.address === undefined) return;
      if (restarts === mostRestarts)
        return say(`Redis     ${words} for the ${restarts + 1}th time; going on without it.`);
      try {
        current = await restarted(current.address);
      } catch (error) {
        if (!stopping) say(`Redis     ${words} and did not start again: ${String(error)}`);
        return;
      }
      if (stopping) return current.stop();
      say(`Redis     ${words}; started again.`);
    }
  }
  const restarted = (again: { port: number; password: string }): Promise<ProvidedRedis> =>
    resolveRedis({ url, folder, again, signal });

  const kept = keep();
  return {
    url: first.url,
    why: first.why,
    async [Symbol.asyncDispose]() {
      stopping = true;
      await current.stop();
      // Never settles for a Redis that was given.
      if (current.address !== undefined) await kept;
    },
  };
}

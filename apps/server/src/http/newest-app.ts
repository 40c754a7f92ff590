import type { NewestApp } from '@nova/api';

export interface NewestAppOptions {
  /** Where the app is served; without one there is none. */
  readonly webUrl: string | undefined;
  readonly nowMs: () => number;
}

/** Where the app says which build it is. */
const buildPath = '/build.json';
/** What was found out counts for so long: everybody asks when a server is back. */
const keptMs = 5_000;
const patienceMs = 3_000;
const longest = 2_000;

/** Asks the app itself which build it is, as it is served now, once for all who ask at a time. */
export function newestApp({ webUrl, nowMs }: NewestAppOptions): NewestApp {
  let answer = Promise.resolve<string | null>(null);
  let askedMs = -Infinity;
  return {
    build() {
      if (webUrl === undefined) return Promise.resolve(null);
      const agedMs = nowMs() - askedMs;
      if (agedMs >= 0 && agedMs < keptMs) return answer;
      askedMs = nowMs();
      answer = ask(new URL(buildPath, webUrl)).catch(() => null);
      return answer;
    },
  };
}

async function ask(url: URL): Promise<string | null> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs), redirect: 'error' });
  if (!response.ok) {
    await response.body?.cancel();
    return null;
  }
  const build = await response.text();
  return build.length <= longest ? build : null;
}

import type { Platform } from '../platform.ts';

/**
 * What a page has asked the server before there was a client, by path and query; `null` where it got no answer. Whoever asks
 * takes out what is of no use any more: the session may be another one by now.
 */
export type EarlyAnswers = Map<string, Promise<Response | null>>;

/** Who asks later wants to know how it is then. */
const freshMs = 5_000;

/** `fetch` that gives each early answer to the first who asks the same, while it is fresh, and asks for everything else. */
export function fetchAfter(early: EarlyAnswers, of: { fetch: typeof fetch; platform: Platform }): typeof fetch {
  of.platform.after(freshMs, () => early.clear());
  return async (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const asked = early.get(pathname + search);
    if (!asked) return of.fetch(input, init);
    early.delete(pathname + search);
    return (await asked) ?? of.fetch(input, init);
  };
}

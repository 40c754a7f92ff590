import type { InboxHandle } from './inbox/inbox-handle.ts';
import { patience } from './patience.ts';
import type { Platform } from './platform.ts';

export interface NowAndThenOptions {
  readonly platform: Platform;
  /** Whose `live` says that the server is there. */
  readonly inbox: Pick<InboxHandle, 'view' | 'subscribe'>;
  readonly everyMs: number;
  /** It is not known yet either: asked at once, or when the server is there for the first time. */
  readonly asksFirst?: boolean;
  /** Rejects, or resolves to null, while nobody knows. */
  readonly ask: () => Promise<unknown>;
  readonly signal: AbortSignal;
}

/** A server that begins again knows everything within this many attempts, about a minute. */
const attemptsMax = 10;

/**
 * Asks every `everyMs`, whenever the server is there again after it was away, and when the returned function is called.
 * What is not known then is asked again, ever more slowly, and after some attempts not before the next time. One question
 * at a time: the newest takes the place of one that waits. Ends with `signal`.
 */
export function nowAndThen({
  platform,
  inbox,
  everyMs,
  asksFirst = false,
  ask,
  signal,
}: NowAndThenOptions): () => void {
  const persisting = patience({ platform, attemptsMax, onWait: () => {} });
  let asking = new AbortController();
  const askNow = (): void => {
    asking.abort();
    asking = new AbortController();
    if (!signal.aborted) persisting(() => known(ask), asking.signal).catch(() => null);
  };
  let cancelTimer = (): void => {};
  const wait = (): void => {
    cancelTimer = platform.after(everyMs, () => {
      askNow();
      wait();
    });
  };
  if (signal.aborted) return askNow;
  wait();
  const unwatch = onReturn(inbox, askNow, asksFirst ? 'away' : 'never');
  const end = (): void => {
    cancelTimer();
    unwatch();
    asking.abort();
  };
  signal.addEventListener('abort', end, { once: true });
  return askNow;
}

async function known(ask: () => Promise<unknown>): Promise<void> {
  if ((await ask()) === null) throw new Error('Nobody knows yet.');
}

type Was = 'never' | 'there' | 'away';

/** Calls back whenever the server is there again, having been there before; `first` says how it was until now. */
function onReturn(inbox: NowAndThenOptions['inbox'], back: () => void, first: Was): () => void {
  let was = first;
  const look = (): void => {
    if (inbox.view.status !== 'live') {
      if (was === 'there') was = 'away';
      return;
    }
    if (was === 'away') back();
    was = 'there';
  };
  look();
  return inbox.subscribe(look);
}

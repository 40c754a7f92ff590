import type { LockPort, TabPorts } from './tab-ports.ts';

/** Tab ports on Web Locks and BroadcastChannel; `null` where the browser has them not (an insecure origin). */
export function browserTabs(): TabPorts | null {
  if (typeof navigator === 'undefined' || !('locks' in navigator) || typeof BroadcastChannel === 'undefined')
    return null;
  return {
    lock: webLocks(navigator.locks),
    broadcast: {
      open(name, onMessage) {
        const channel = new BroadcastChannel(name);
        channel.addEventListener('message', (event: MessageEvent<unknown>) => onMessage(event.data));
        return { post: (message) => channel.postMessage(message), close: () => channel.close() };
      },
    },
    isWatched: () => typeof document === 'undefined' || document.visibilityState === 'visible',
    onLeave,
  };
}

/** Hidden comes first, and on a phone it is the last that a page hears; one that is left while it shows may hear the other alone. */
function onLeave(listener: () => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const turned = (): void => {
    if (document.visibilityState === 'hidden') listener();
  };
  document.addEventListener('visibilitychange', turned);
  addEventListener('pagehide', listener);
  return () => {
    document.removeEventListener('visibilitychange', turned);
    removeEventListener('pagehide', listener);
  };
}

function webLocks(locks: LockManager): LockPort {
  async function request(name: string, options: LockOptions, run: (lost: AbortSignal) => Promise<void>): Promise<void> {
    const lost = new AbortController();
    let began = false;
    let ended = false;
    try {
      await locks.request(name, options, async () => {
        began = true;
        try {
          await run(lost.signal);
        } finally {
          ended = true;
        }
      });
    } catch (error) {
      if (!began && options.signal?.aborted) return;
      if (!began || ended || !(error instanceof DOMException && error.name === 'AbortError')) throw error;
      // Somebody seized it.
      lost.abort();
    }
  }
  return {
    hold: (name, run, signal) => request(name, { signal }, run),
    seize: (name, run) => request(name, { steal: true }, run),
  };
}

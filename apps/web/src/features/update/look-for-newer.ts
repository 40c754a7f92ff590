import type { NovaClient } from '@nova/client';
import { nowAndThen, systemPlatform } from '@nova/client';

/** One asks for a newer app this often, whenever one comes back to the tab, and whenever the server was away. */
const askEveryMs = 30 * 60_000;

export interface Looking extends Pick<NovaClient, 'inbox' | 'trpc'> {
  readonly signal: AbortSignal;
  readonly onUpdate: () => void;
}

/** Keeps the app on the device and looks for a newer one; where nothing can be kept, asks the server. Nothing of the first picture waits for it. */
export function lookForNewer(looking: Looking): void {
  register(looking).catch(() => askServer(looking));
}

/** Rejects where the browser keeps no app: an address that is not secure, a private window. */
async function register(looking: Looking): Promise<void> {
  const { signal, onUpdate } = looking;
  const registration = await navigator.serviceWorker.register('/serwist/sw.js', { scope: '/', updateViaCache: 'none' });
  const notice = (): void => {
    // Without a controller it is the first one, and what is on the screen is as new.
    if (registration.waiting && navigator.serviceWorker.controller && !signal.aborted) onUpdate();
  };
  notice();
  registration.addEventListener(
    'updatefound',
    () => registration.installing?.addEventListener('statechange', notice, { signal }),
    { signal },
  );
  look(looking, () => registration.update());
}

/** What runs here is what its document says; the server says what one would be given now. */
function askServer(looking: Looking): void {
  const { trpc, signal, onUpdate } = looking;
  const { packs } = document.head.dataset;
  if (packs === undefined) return;
  const ask = async (): Promise<string | null> => {
    const { build } = await trpc.newestApp.build.query();
    if (build !== null && build !== packs && !signal.aborted) onUpdate();
    return build;
  };
  // The server may have begun anew, with a newer app, before anybody looked.
  look(looking, ask, true);
}

/** Until `signal` says so, and whenever one comes back to the tab. */
function look({ inbox, signal }: Looking, ask: () => Promise<unknown>, asksFirst = false): void {
  if (signal.aborted) return;
  const askNow = nowAndThen({ platform: systemPlatform(), inbox, everyMs: askEveryMs, asksFirst, ask, signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && askNow(), { signal });
}

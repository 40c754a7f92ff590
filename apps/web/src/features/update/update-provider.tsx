'use client';

import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { isDevelopment } from '../../env.ts';
import { reloadNewest } from './reload-newest.ts';

interface Update {
  /** A newer app lies ready on the device. */
  readonly hasUpdate: boolean;
  /** Loads the newest app there is. Nothing is lost: drafts and the queue are kept on the device. */
  reload(): void;
}

const UpdateContext = createContext<Update>({ hasUpdate: false, reload: () => location.reload() });

/** Servers are asked for a newer app this often, and whenever one comes back to the tab. */
const askEveryMs = 30 * 60_000;

/** Keeps the app on the device, so that it opens without a network, and notices a newer one. */
export function UpdateProvider({ children }: { children: ReactNode }) {
  const [hasUpdate, setHasUpdate] = useState(false);
  useEffect(() => {
    if (isDevelopment || !('serviceWorker' in navigator)) return;
    const ending = new AbortController();
    const { signal } = ending;
    void register(signal, () => setHasUpdate(true)).catch(() => null);
    return () => ending.abort();
  }, []);
  const update = useMemo(() => ({ hasUpdate, reload: () => void reloadNewest() }), [hasUpdate]);
  return <UpdateContext value={update}>{children}</UpdateContext>;
}

async function register(signal: AbortSignal, onUpdate: () => void): Promise<void> {
  const registration = await navigator.serviceWorker.register('/serwist/sw.js', { scope: '/', updateViaCache: 'none' });
  const look = (): void => {
    // Without a controller it is the first one, and what is on the screen is as new.
    if (registration.waiting && navigator.serviceWorker.controller && !signal.aborted) onUpdate();
  };
  look();
  registration.addEventListener(
    'updatefound',
    () => registration.installing?.addEventListener('statechange', look, { signal }),
    { signal },
  );
  const ask = (): void => void registration.update().catch(() => null);
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ask(), { signal });
  const timer = setInterval(ask, askEveryMs);
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}

/** Whether there is a newer app, and how to get it. */
export function useUpdate(): Update {
  return use(UpdateContext);
}

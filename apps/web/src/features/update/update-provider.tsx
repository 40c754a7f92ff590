'use client';

import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { NovaClient } from '@nova/client';
import { isDevelopment } from '../../env.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { reloadNewest } from './reload-newest.ts';

interface Update {
  /** A newer app lies ready on the device. */
  readonly hasUpdate: boolean;
  /** Loads the newest app there is. Nothing is lost: drafts and the queue are kept on the device. */
  reload(): void;
}

const UpdateContext = createContext<Update>({ hasUpdate: false, reload: () => location.reload() });

/** Servers are asked for a newer app this often, whenever one comes back to the tab, and whenever they were away. */
const askEveryMs = 30 * 60_000;

/** Keeps the app on the device, so that it opens without a network, and notices a newer one. */
export function UpdateProvider({ children }: { children: ReactNode }) {
  const { inbox } = useNova();
  const [hasUpdate, setHasUpdate] = useState(false);
  useEffect(() => {
    if (isDevelopment || !('serviceWorker' in navigator)) return;
    const ending = new AbortController();
    const { signal } = ending;
    void register({ inbox, signal, onUpdate: () => setHasUpdate(true) }).catch(() => null);
    return () => ending.abort();
  }, [inbox]);
  const update = useMemo(() => ({ hasUpdate, reload: () => void reloadNewest() }), [hasUpdate]);
  return <UpdateContext value={update}>{children}</UpdateContext>;
}

interface Registering {
  readonly inbox: NovaClient['inbox'];
  readonly signal: AbortSignal;
  readonly onUpdate: () => void;
}

async function register({ inbox, signal, onUpdate }: Registering): Promise<void> {
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
  const unwatch = onReturn(inbox, ask);
  const end = (): void => {
    clearInterval(timer);
    unwatch();
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });
}

/** Calls back whenever the server is there again, having been there before: it may have been away for a newer one. */
function onReturn(inbox: NovaClient['inbox'], back: () => void): () => void {
  let was: 'never' | 'there' | 'away' = 'never';
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

/** Whether there is a newer app, and how to get it. */
export function useUpdate(): Update {
  return use(UpdateContext);
}

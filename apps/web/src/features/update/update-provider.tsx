'use client';

import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { nowAndThen, systemPlatform, type NovaClient } from '@nova/client';
import { isDevelopment } from '../../env.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { reloadNewest } from './reload-newest.ts';

interface Update {
  /** There is a newer app: on the device, or where it keeps none, on the server. */
  readonly hasUpdate: boolean;
  /** Loads the newest app there is. Nothing is lost: drafts and the queue are kept on the device. */
  reload(): void;
}

const UpdateContext = createContext<Update>({ hasUpdate: false, reload: () => location.reload() });

/** One asks for a newer app this often, whenever one comes back to the tab, and whenever the server was away. */
const askEveryMs = 30 * 60_000;
/** On a new device what one looks at comes first: all of the app is many times as much. */
const installAfterMs = 2_000;

/** Keeps the app on the device, so that it opens without a network, and notices a newer one. */
export function UpdateProvider({ children }: { children: ReactNode }) {
  const { inbox, trpc } = useNova();
  const [hasUpdate, setHasUpdate] = useState(false);
  useEffect(() => {
    if (isDevelopment) return;
    const ending = new AbortController();
    const looking = { inbox, trpc, signal: ending.signal, onUpdate: () => setHasUpdate(true) };
    const begin = (): void => void register(looking).catch(() => askServer(looking));
    const isNew = 'serviceWorker' in navigator && !navigator.serviceWorker.controller;
    const timer = setTimeout(begin, isNew ? installAfterMs : 0);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [inbox, trpc]);
  const update = useMemo(() => ({ hasUpdate, reload: () => void reloadNewest() }), [hasUpdate]);
  return <UpdateContext value={update}>{children}</UpdateContext>;
}

interface Looking extends Pick<NovaClient, 'inbox' | 'trpc'> {
  readonly signal: AbortSignal;
  readonly onUpdate: () => void;
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
  look(looking, async () => {
    const { build } = await trpc.newestApp.build.query();
    if (build !== null && build !== packs && !signal.aborted) onUpdate();
    return build;
  });
}

/** Until `signal` says so, and whenever one comes back to the tab. */
function look({ inbox, signal }: Looking, ask: () => Promise<unknown>): void {
  if (signal.aborted) return;
  const askNow = nowAndThen({ platform: systemPlatform(), inbox, everyMs: askEveryMs, ask, signal });
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && askNow(), { signal });
}

/** Whether there is a newer app, and how to get it. */
export function useUpdate(): Update {
  return use(UpdateContext);
}

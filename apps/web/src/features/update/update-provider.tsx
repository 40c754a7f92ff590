'use client';

import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
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

/** On a new device what one looks at comes first: all of the app is many times as much. */
const installAfterMs = 2_000;
/** What does it may itself not be there to be fetched. */
const fetchAgainMs = 30_000;

/** Keeps the app on the device, so that it opens without a network, and notices a newer one. */
export function UpdateProvider({ children }: { children: ReactNode }) {
  const { inbox, trpc } = useNova();
  const [hasUpdate, setHasUpdate] = useState(false);
  useEffect(() => {
    if (isDevelopment) return;
    const ending = new AbortController();
    const looking = { inbox, trpc, signal: ending.signal, onUpdate: () => setHasUpdate(true) };
    const begin = (): void =>
      void import('./look-for-newer.ts').then(
        ({ lookForNewer }) => lookForNewer(looking),
        () => {
          if (!ending.signal.aborted) timer = setTimeout(begin, fetchAgainMs);
        },
      );
    const isNew = 'serviceWorker' in navigator && !navigator.serviceWorker.controller;
    let timer = setTimeout(begin, isNew ? installAfterMs : 0);
    return () => {
      clearTimeout(timer);
      ending.abort();
    };
  }, [inbox, trpc]);
  const update = useMemo(() => ({ hasUpdate, reload: () => void reloadNewest() }), [hasUpdate]);
  return <UpdateContext value={update}>{children}</UpdateContext>;
}

/** Whether there is a newer app, and how to get it. */
export function useUpdate(): Update {
  return use(UpdateContext);
}

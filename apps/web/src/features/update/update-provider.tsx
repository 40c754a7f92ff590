'use client';

import { createContext, use, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { isDevelopment } from '../../env.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { missingParts } from '../../ui/missing-parts.ts';
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

/** Keeps the app on the device, so that it opens without a network, and notices a newer one. */
export function UpdateProvider({ children }: { children: ReactNode }) {
  const { inbox, trpc } = useNova();
  const [hasUpdate, setHasUpdate] = useState(false);
  useEffect(() => {
    if (isDevelopment) return;
    const ending = new AbortController();
    const looking = { inbox, trpc, signal: ending.signal, onUpdate: () => setHasUpdate(true) };
    let isBegun = false;
    const begin = (): void =>
      void import('./look-for-newer.ts').then(
        ({ lookForNewer }) => {
          missingParts.forget(begin);
          if (isBegun || ending.signal.aborted) return;
          isBegun = true;
          lookForNewer(looking);
        },
        // Most likely there is a newer app, whose parts are the only ones that the server has.
        () => ending.signal.aborted || missingParts.note(begin, false),
      );
    const isNew = 'serviceWorker' in navigator && !navigator.serviceWorker.controller;
    const timer = setTimeout(begin, isNew ? installAfterMs : 0);
    return () => {
      clearTimeout(timer);
      ending.abort();
      missingParts.forget(begin);
    };
  }, [inbox, trpc]);
  const update = useMemo(() => ({ hasUpdate, reload: () => void reloadNewest() }), [hasUpdate]);
  return <UpdateContext value={update}>{children}</UpdateContext>;
}

/** Whether there is a newer app, and how to get it. */
export function useUpdate(): Update {
  return use(UpdateContext);
}

'use client';

import { useEffect, useSyncExternalStore } from 'react';
import { useInbox, useOnline, useOutbox, useSession } from '../../nova/hooks.ts';
import { useDeviceTrouble } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';
import { missingMs, missingParts } from '../../ui/missing-parts.ts';
import { useUpdate } from '../update/update-provider.tsx';
import type { Condition } from './condition.ts';
import { conditionOf } from './condition.ts';
import { useLasting } from './use-lasting.ts';

const connectingMs = 1_500;
const sendingMs = 4_000;

function onNetwork(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** What the person should know now; `null`: nothing. */
export function useCondition(): Condition | null {
  const session = useSession();
  const inbox = useInbox();
  const entries = useOutbox();
  const isOnline = useOnline();
  const hasNetwork = useSyncExternalStore(
    onNetwork,
    () => navigator.onLine,
    () => true,
  );
  const device = useDeviceTrouble();
  const trouble = useWatch(device, () => device.view);
  const { hasUpdate } = useUpdate();
  const isConnecting = isOnline && (inbox.status === 'loading' || inbox.status === 'resuming');
  const connecting = useLasting(isConnecting, connectingMs);
  const sending = useLasting(
    entries.some(({ state }) => state.type === 'sending'),
    sendingMs,
  );
  const areAnyMissing = useWatch(missingParts, () => missingParts.areAnyUnsaid);
  useEffect(() => {
    if (isOnline) missingParts.tryAgain();
  }, [isOnline]);
  const isPartMissing = useLasting(isOnline && areAnyMissing, missingMs);
  const isLong = { connecting, sending };
  return conditionOf({ session, inbox, entries, isOnline, hasNetwork, trouble, isLong, isPartMissing, hasUpdate });
}

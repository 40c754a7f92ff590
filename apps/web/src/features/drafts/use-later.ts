'use client';

import type { OutboxEntry } from '@nova/client';
import { useOutbox } from '../../nova/hooks.ts';
import { useNova } from '../../nova/nova-provider.tsx';
import { useWatch } from '../../nova/use-watch.ts';

/** An entry of the outbox that is to be sent later. */
export type WaitingEntry = OutboxEntry & { readonly work: Extract<OutboxEntry['work'], { kind: 'schedule' }> };

/** What is to be sent later: what still waits on this device, then what waits on the server, the soonest first. */
export function useLater() {
  const { scheduled } = useNova();
  const messages = useWatch(scheduled, () => scheduled.all);
  const waiting = useOutbox().filter(isWaiting);
  return { messages, waiting };
}

function isWaiting(entry: OutboxEntry): entry is WaitingEntry {
  return entry.work.kind === 'schedule';
}

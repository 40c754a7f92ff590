'use client';

import type { ReachOutput } from '@nova/contract';
import { useEffect, useState } from 'react';
import { useNova } from '../../nova/nova-provider.tsx';

/** How long one waits to be told before going on without. */
const patienceMs = 2_000;

/** How many a mention of everybody reaches now; `null` while that is not known, `unknown` when it cannot be found out. */
export function useReachNow(conversationId: string, isWanted: boolean): ReachOutput | 'unknown' | null {
  const { trpc, network } = useNova();
  const [reach, setReach] = useState<ReachOutput | 'unknown' | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    let isStale = false;
    const settle = (found: ReachOutput | 'unknown'): void => {
      if (!isStale) setReach(found);
    };
    if (!network.online()) settle('unknown');
    const timer = setTimeout(() => settle('unknown'), patienceMs);
    trpc.conversation.reach
      .query({ conversationId })
      .then(settle, () => settle('unknown'))
      .finally(() => clearTimeout(timer));
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [trpc, network, conversationId, isWanted]);
  return reach;
}

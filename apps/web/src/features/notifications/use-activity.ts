'use client';

import { useEffect } from 'react';
import { useNova } from '../../nova/nova-provider.tsx';

/** The server believes for a minute that somebody looks. */
const everyMs = 40_000;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Tells the server while the person looks at the app, so that no other device disturbs them (B4). Best effort. */
export function useActivity(isWanted: boolean): void {
  const { trpc } = useNova();
  useEffect(() => {
    if (!isWanted) return;
    let toldMs = -Infinity;
    let isTold = false;
    const tell = (on: boolean): void => {
      isTold = on;
      trpc.notification.setActive.mutate({ on }).catch(() => null);
    };
    const seen = (): void => {
      const now = performance.now();
      if (document.visibilityState !== 'visible' || now - toldMs < everyMs) return;
      toldMs = now;
      tell(true);
    };
    const turned = (): void => {
      if (document.visibilityState === 'visible') return seen();
      toldMs = -Infinity;
      if (isTold) tell(false);
    };
    for (const sign of signs) addEventListener(sign, seen, { passive: true });
    document.addEventListener('visibilitychange', turned);
    seen();
    return () => {
      for (const sign of signs) removeEventListener(sign, seen);
      document.removeEventListener('visibilitychange', turned);
    };
  }, [isWanted, trpc]);
}

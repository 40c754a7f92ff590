'use client';

import { useSyncExternalStore } from 'react';

const lookEveryMs = 30_000;

/** Also a machine that slept over midnight wakes on another day. */
function onAnotherDay(look: () => void): () => void {
  const timer = setInterval(look, lookEveryMs);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
}

/** The day it is here, as some text: another one within half a minute of midnight. */
export function useToday(): string {
  return useSyncExternalStore(
    onAnotherDay,
    () => new Date().toDateString(),
    () => '',
  );
}

'use client';

import { useEffect, useState } from 'react';

/** The time, anew every `everyMs`: for what says how long ago something was, or how long it still takes. */
export function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}

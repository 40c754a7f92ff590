'use client';

import { useSyncExternalStore } from 'react';

/** As `md` in `tokens.css`: below it there is one pane at a time. */
const query = '(width < 48rem)';

function onChange(listener: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}

/** Whether there is room for one pane only. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    onChange,
    () => matchMedia(query).matches,
    () => false,
  );
}

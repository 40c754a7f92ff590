'use client';

import { useSyncExternalStore } from 'react';

/** As `md` and `lg` in `tokens.css`: below the first there is one pane at a time, below the second a panel is over the rest. */
const onePane = '(width < 48rem)';
const panelOver = '(width < 64rem)';

function useIs(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}

/** Whether there is room for one pane only. */
export function useIsNarrow(): boolean {
  return useIs(onePane);
}

/** Whether the side panel lies over the conversation instead of beside it. */
export function useIsPanelOver(): boolean {
  return useIs(panelOver);
}

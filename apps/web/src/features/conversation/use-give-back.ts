'use client';

import { useEffect, useState } from 'react';

/**
 * What opens beside something gives the keyboard back when it closes, to what had it: to a message by its key, however
 * often it was drawn anew. Who came with the mouse goes on in the composer.
 */
export function useGiveBack(): void {
  const [from] = useState(() => {
    const one = document.activeElement;
    if (!(one instanceof HTMLElement) || !one.matches(':focus-visible')) return null;
    return { one, key: one.dataset['key'] };
  });
  useEffect(
    () => () => {
      if (from === null || (document.activeElement !== document.body && document.activeElement !== null)) return;
      const { one, key } = from;
      const now =
        one.isConnected || key === undefined
          ? one
          : document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
      now?.focus({ preventScroll: true });
    },
    [from],
  );
}

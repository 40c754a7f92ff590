'use client';

import { useSyncExternalStore } from 'react';

/** Where one points with a finger alone there is a keyboard only once somebody has used it. */
const fingerOnly = '(pointer: coarse) and (not (any-hover: hover)) and (not (any-pointer: fine))';
const listeners = new Set<() => void>();
let isUsed = false;

if (typeof window !== 'undefined') addEventListener('keydown', hear, { capture: true });

/** The keyboard on the screen writes, and has none of these. */
function hear({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): void {
  if (!ctrlKey && !altKey && !metaKey && !/^(?:Tab|Escape|Arrow\w+|F\d+)$/.test(key)) return;
  removeEventListener('keydown', hear, { capture: true });
  isUsed = true;
  for (const listener of listeners) listener();
}

/** Whether there is a keyboard to speak of, as far as the device tells. */
export function useHasKeyboard(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(fingerOnly);
      list.addEventListener('change', listener);
      listeners.add(listener);
      return () => {
        list.removeEventListener('change', listener);
        listeners.delete(listener);
      };
    },
    () => isUsed || !matchMedia(fingerOnly).matches,
    () => true,
  );
}

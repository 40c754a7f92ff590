'use client';

import { useMemo, useSyncExternalStore } from 'react';
import type { Place } from './place.ts';
import { addressOf, placeOf } from './place.ts';

const moved = 'nova:moved';
const again = 'nova:again';

function onMove(listener: () => void): () => void {
  addEventListener('popstate', listener);
  addEventListener(moved, listener);
  return () => {
    removeEventListener('popstate', listener);
    removeEventListener(moved, listener);
  };
}

/** Calls back when somebody goes where they are already. */
export function onAgain(listener: () => void): () => void {
  addEventListener(again, listener);
  return () => removeEventListener(again, listener);
}

function address(): string {
  return location.pathname + location.search;
}

/** Where one is; follows the address. The same object while the address stays. */
export function usePlace(): Place {
  const now = useSyncExternalStore(onMove, address, () => '/');
  return useMemo(() => {
    const [pathname = '/', search = ''] = now.split('?');
    return placeOf({ pathname, search });
  }, [now]);
}

/**
 * Goes to a place without asking the server: all of them are one document. `replace` leaves no way back to the current
 * one. Going to where one is already only says so again: who has scrolled on comes back.
 */
export function go(place: Place, how: { replace?: boolean } = {}): void {
  const next = addressOf(place);
  if (next === address()) return void dispatchEvent(new Event(again));
  if (how.replace) history.replaceState(null, '', next);
  else history.pushState(null, '', next);
  dispatchEvent(new Event(moved));
}

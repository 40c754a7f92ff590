'use client';

import { useEffect } from 'react';
import { keepFocus } from '../keys/focus-home.ts';
import { type KnownRow, nearestLeft } from './nearest-left.ts';

export interface HeldFocus {
  readonly box: { readonly current: HTMLElement | null };
  readonly rows: { readonly current: readonly KnownRow[] };
  /** Puts the keyboard on a message that is there. */
  readonly give: (key: string) => void;
}

/**
 * The keyboard is on a message by its key, not by what is drawn of it: when that goes from under it – drawn anew, or taken
 * away here or elsewhere – it is on what is drawn instead, or on the nearest message that is left. Who moves it, by key or
 * pointer, is let go.
 */
export function useHeldFocus({ box, rows, give }: HeldFocus): void {
  useEffect(() => {
    const here = box.current;
    if (!here) return;
    let held: { readonly key: string; among: readonly KnownRow[] } | null = null;
    const ending = new AbortController();
    const { signal } = ending;

    const mend = (): boolean => {
      if (!held || signal.aborted || !document.hasFocus()) return false;
      if (document.activeElement !== null && document.activeElement !== document.body) return false;
      const key = nearestLeft(held.key, { was: held.among, is: rows.current });
      held = null;
      if (key !== null) give(key);
      return key !== null;
    };
    const forget = keepFocus(mend);
    /** Once everybody has had their turn: what is open on a message gives the keyboard back itself. */
    const look = (): void => void requestAnimationFrame(mend);

    here.addEventListener(
      'focusin',
      ({ target }) => {
        const key = target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined;
        held = key === undefined ? null : { key, among: rows.current };
      },
      { signal },
    );
    here.addEventListener(
      'focusout',
      ({ relatedTarget }) => {
        if (relatedTarget === null) look();
        else if (!(relatedTarget instanceof Node && here.contains(relatedTarget))) held = null;
      },
      { signal },
    );
    // Who points somewhere means it.
    document.addEventListener('pointerdown', () => (held = null), { signal, capture: true });
    // Not every browser says so when what has the keyboard is taken away.
    const observer = new MutationObserver(() => {
      if (!held) return;
      if (document.activeElement === document.body) return look();
      const { key } = held;
      if (rows.current.some((row) => row.key === key)) held.among = rows.current;
    });
    observer.observe(here, { childList: true, subtree: true });
    return () => {
      ending.abort();
      forget();
      observer.disconnect();
    };
  }, [box, rows, give]);
}

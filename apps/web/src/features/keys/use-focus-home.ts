'use client';

import { useEffect } from 'react';
import type { Place } from '../../navigation/place.ts';
import { useOverlays } from '../overlays/use-overlays.ts';
import { findFocus } from './focus-home.ts';

/** Keys with which one makes go away what one is on. */
const takers = new Set(['Enter', ' ', 'Escape', 'Delete', 'Backspace']);

/** After going elsewhere, closing something or using something up, and whatever others do, the keyboard is never nowhere. */
export function useFocusHome(place: Place): void {
  const { current } = useOverlays();
  useEffect(() => findFocus(), [place, current]);
  useEffect(() => {
    let last: { readonly one: Element; readonly pane: Element | null } | null = null;
    const onFocus = ({ target }: FocusEvent): void => {
      // A finger has no place to lose, and wants no keyboard on its screen.
      const isByKeys = target instanceof Element && target.matches(':focus-visible');
      last = isByKeys ? { one: target, pane: target.closest('aside, main, nav') } : null;
    };
    const observer = new MutationObserver(() => {
      if (!last || last.one.isConnected) return;
      findFocus(last.pane);
      last = null;
    });
    document.addEventListener('focusin', onFocus);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', onFocus);
      observer.disconnect();
    };
  }, []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (takers.has(event.key)) findFocus();
    };
    document.addEventListener('keyup', onKey);
    return () => document.removeEventListener('keyup', onKey);
  }, []);
}

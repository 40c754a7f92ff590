'use client';

import { useEffect } from 'react';
import type { Place } from '../../navigation/place.ts';
import { useOverlays } from '../overlays/use-overlays.ts';
import { findFocus } from './focus-home.ts';

/** Keys with which one makes go away what one is on. */
const takers = new Set(['Enter', ' ', 'Escape', 'Delete', 'Backspace']);

/** After going elsewhere, closing something or using something up, the keyboard is never nowhere. */
export function useFocusHome(place: Place): void {
  const { current } = useOverlays();
  useEffect(findFocus, [place, current]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (takers.has(event.key)) findFocus();
    };
    document.addEventListener('keyup', onKey);
    return () => document.removeEventListener('keyup', onKey);
  }, []);
}

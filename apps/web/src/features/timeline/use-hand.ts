'use client';

import { useEffect, useMemo, useRef } from 'react';

/** A wheel and a flicked finger go on for about this long. */
const lingerMs = 1_000;

export interface Hand {
  isMoving(): boolean;
  /** What it did last was no scrolling: it asked for another place. */
  rest(): void;
}

/** Whether it is a person who scrolls: a list also moves when sizes change. */
export function useHand(box: { readonly current: HTMLElement | null }): Hand {
  const last = useRef(Number.NEGATIVE_INFINITY);
  const isDown = useRef(false);
  useEffect(() => {
    const here = box.current;
    if (!here) return;
    const note = (): void => {
      last.current = performance.now();
    };
    const down = (): void => {
      isDown.current = true;
    };
    const up = (): void => {
      if (isDown.current) note();
      isDown.current = false;
    };
    const passive = { passive: true, capture: true };
    for (const name of ['wheel', 'touchmove', 'keydown'] as const) here.addEventListener(name, note, passive);
    here.addEventListener('pointerdown', down, passive);
    for (const name of ['pointerup', 'pointercancel', 'blur'] as const) addEventListener(name, up, passive);
    return () => {
      for (const name of ['wheel', 'touchmove', 'keydown'] as const) here.removeEventListener(name, note, passive);
      here.removeEventListener('pointerdown', down, passive);
      for (const name of ['pointerup', 'pointercancel', 'blur'] as const) removeEventListener(name, up, passive);
    };
  }, [box]);
  return useMemo(
    () => ({
      isMoving: () => isDown.current || performance.now() - last.current < lingerMs,
      rest() {
        last.current = Number.NEGATIVE_INFINITY;
      },
    }),
    [],
  );
}

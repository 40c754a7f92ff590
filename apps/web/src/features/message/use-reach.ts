'use client';

import { useEffect, useRef, useState } from 'react';
import type { FocusEvent, HTMLAttributes, MouseEvent, PointerEvent } from 'react';
import { useTalk } from '../talk/talk-provider.tsx';

/** A finger that rests this long asks what can be done. */
const longPressMs = 450;
const stillPx = 8;

/** Whether one points at a message, with the mouse or the keyboard; a long press or the menu key opens what can be done. */
export function useReach(key: string): { readonly isNear: boolean; readonly reach: HTMLAttributes<HTMLElement> } {
  const talk = useTalk();
  const [isNear, setIsNear] = useState(false);
  const press = useRef<{
    readonly timer: ReturnType<typeof setTimeout>;
    readonly x: number;
    readonly y: number;
  } | null>(null);
  const lift = (): void => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  useEffect(() => lift, []);
  const openMenu = (): void => talk.open({ what: 'menu', key });
  return {
    isNear,
    reach: {
      onPointerMove: (event: PointerEvent) => {
        if (event.pointerType !== 'touch') return setIsNear(true);
        const from = press.current;
        if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > stillPx) lift();
      },
      onPointerLeave: () => {
        lift();
        setIsNear(false);
      },
      onPointerDown: (event: PointerEvent) => {
        lift();
        if (event.pointerType !== 'touch' || isOwnMenu(event.target)) return;
        const timer = setTimeout(() => {
          swallowLift();
          openMenu();
        }, longPressMs);
        press.current = { timer, x: event.clientX, y: event.clientY };
      },
      onPointerUp: lift,
      onPointerCancel: lift,
      onFocus: (event: FocusEvent<HTMLElement>) => {
        talk.activate(key);
        if (event.currentTarget.matches(':focus-visible, :has(:focus-visible)')) setIsNear(true);
      },
      onBlur: (event: FocusEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setIsNear(false);
      },
      onContextMenu: (event: MouseEvent<HTMLElement>) => {
        // A link, or text that one has marked, has a menu of its own.
        if (event.shiftKey || isOwnMenu(event.target)) return;
        event.preventDefault();
        openMenu();
      },
    },
  };
}

function isOwnMenu(target: EventTarget): boolean {
  return (
    (target instanceof Element && target.closest('a, textarea, input') !== null) || getSelection()?.type === 'Range'
  );
}

/**
 * The finger that opened a menu is lifted yet: that is no touch beside the menu, which would close it again. The next one
 * is meant, also where the browser has taken this one over.
 */
function swallowLift(): void {
  const over = new AbortController();
  const { signal } = over;
  const swallow = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
    over.abort();
    // Who counts fingers must not wait for this one: the list takes no tap while one scrolls.
    event.target?.dispatchEvent(new Event('touchcancel', { bubbles: true }));
  };
  addEventListener('touchend', swallow, { capture: true, passive: false, signal });
  addEventListener('touchcancel', () => over.abort(), { capture: true, signal });
  addEventListener('pointerup', (event) => event.stopImmediatePropagation(), { capture: true, signal });
}

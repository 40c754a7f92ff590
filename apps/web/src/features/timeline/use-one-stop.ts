'use client';

import { useMemo, useRef } from 'react';
import type { FocusEvent, KeyboardEvent, RefObject } from 'react';

export interface OneStop {
  /** For the list, which is where the Tab key comes into it from above. */
  onFocus(event: FocusEvent<HTMLElement>): void;
  /** For every key that is pressed in the list. */
  onTab(event: KeyboardEvent<HTMLElement>): void;
  /** Stands behind the list: where the Tab key comes into it from below, and leaves it downwards. */
  readonly end: { readonly ref: RefObject<HTMLButtonElement | null>; onFocus(): void; onClick(): void };
}

/** What the Tab key may stop at. */
const stops = 'a[href], button:not(:disabled), input:not(:disabled), summary, audio, video, [tabindex]';

/**
 * A list of messages is one stop of the Tab key, however many there are: it comes to one message, goes through what that
 * one holds, and is out of the list. The arrow keys go from message to message. `enter` puts the keyboard on the one it
 * was on last, or, from below, where one writes, on the newest.
 * https://www.w3.org/WAI/ARIA/apg/patterns/feed/
 */
export function useOneStop(box: RefObject<HTMLElement | null>, enter: (at: 'last' | 'newest') => void): OneStop {
  const end = useRef<HTMLButtonElement>(null);
  const isLeaving = useRef(false);
  return useMemo(() => {
    /** The browser goes on from here, to what comes before or after. */
    const leaveFrom = (edge: HTMLElement | null): void => {
      isLeaving.current = true;
      edge?.focus({ preventScroll: true });
      isLeaving.current = false;
    };
    return {
      onFocus: ({ target, currentTarget }) => {
        if (target === currentTarget && !isLeaving.current && target.matches(':focus-visible')) enter('last');
      },
      onTab: (event) => {
        const { target, currentTarget } = event;
        if (event.key !== 'Tab' || event.altKey || event.ctrlKey || event.metaKey) return;
        // What is open over a message is not in the list, though its keys are heard here.
        if (!(target instanceof HTMLElement) || !currentTarget.contains(target)) return;
        // A player has stops of its own, which nobody sees from outside.
        if (target instanceof HTMLMediaElement) return;
        const item = target.closest('[role="listitem"]');
        const inside = [...(item?.querySelectorAll<HTMLElement>(stops) ?? [])].filter(isStop);
        const outmost = event.shiftKey ? inside[0] : inside.at(-1);
        if (outmost === undefined || outmost === target) leaveFrom(event.shiftKey ? box.current : end.current);
      },
      end: {
        ref: end,
        onFocus: () => {
          if (!isLeaving.current) enter('newest');
        },
        onClick: () => enter('newest'),
      },
    };
  }, [box, enter]);
}

function isStop(one: HTMLElement): boolean {
  return one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true });
}

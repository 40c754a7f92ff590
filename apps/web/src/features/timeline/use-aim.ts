'use client';

import { useMemo, useRef } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './rows.ts';

interface Shown {
  readonly list: { readonly current: VirtualizerHandle | null };
  readonly rows: { readonly current: readonly Row[] };
  readonly box: { readonly current: HTMLElement | null };
}

export interface Aim {
  /** From now on the list is on its way to this message, which shall stand in the middle of the screen. */
  at(message: { readonly key: string; readonly seq: number }): void;
  /** Where in the conversation it goes; `null` when it is not on its way. */
  seq(): number | null;
  drop(): void;
  /**
   * One step nearer; to be called whenever something has another place or size. Answers whether it is there, with all
   * that is on the screen measured: until then rows have the size that the list supposes, and move when it knows better.
   */
  approach(): boolean;
}

/**
 * Brings the list to a message that it may not have drawn yet. The list's own `scrollToIndex` gives up when measuring
 * takes long or when rows come above, and goes on setting the place for a while after it has arrived.
 */
export function useAim({ list, rows, box }: Shown): Aim {
  const goal = useRef<{ readonly key: string; readonly seq: number } | null>(null);
  return useMemo(
    () => ({
      at(message) {
        goal.current = message;
      },
      seq: () => goal.current?.seq ?? null,
      drop() {
        goal.current = null;
      },
      approach() {
        const [here, view] = [box.current, list.current];
        if (!goal.current || !here || !view) return false;
        const { key } = goal.current;
        const at = rows.current.findIndex((row) => row.key === key);
        const before = here.scrollTop;
        const row = here.querySelector(`article[data-key="${CSS.escape(key)}"]`)?.closest('[role="listitem"]');
        if (at < 0) {
          goal.current = null;
          return true;
        }
        if (!row) {
          // Where the list supposes it.
          here.scrollTop = view.getItemOffset(at) + (view.getItemSize(at) - here.clientHeight) / 2;
          return false;
        }
        const { top, height } = row.getBoundingClientRect();
        // Of one that is taller than the screen, its beginning.
        const room = Math.max(0, (here.clientHeight - height) / 2);
        here.scrollTop += top - here.getBoundingClientRect().top - room;
        // Near the first or the last message it cannot stand in the middle: it is there when it goes no further.
        if (Math.abs(here.scrollTop - before) >= 1 || !isMeasured(here)) return false;
        goal.current = null;
        return true;
      },
    }),
    [list, rows, box],
  );
}

/** Whether the rows on the screen have their own sizes: the list hides those that it has not measured. */
function isMeasured(here: HTMLElement): boolean {
  const screen = here.getBoundingClientRect();
  const shown = [...here.querySelectorAll('[role="listitem"]')].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return bottom > screen.top && top < screen.bottom;
  });
  return shown.length > 0 && shown.every((row) => row.checkVisibility({ visibilityProperty: true }));
}

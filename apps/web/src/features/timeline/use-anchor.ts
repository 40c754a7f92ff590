'use client';

import { useMemo, useRef } from 'react';

export interface Anchor {
  /** Takes the first message that is wholly on the screen as the one that shall stay where it is. */
  take(): void;
  /** Puts it back where it was, when sizes have moved it. */
  hold(): void;
  /** Where it is in the conversation. */
  seq(): number | null;
}

/**
 * Keeps what one reads in its place. The virtual list does so for what lies above the screen; this also minds the
 * message across its edge.
 */
export function useAnchor(box: { readonly current: HTMLElement | null }): Anchor {
  const held = useRef<{ readonly key: string; readonly top: number; readonly seq: number | null } | null>(null);
  return useMemo(() => {
    const topOf = (row: Element, here: Element): number =>
      row.getBoundingClientRect().top - here.getBoundingClientRect().top;
    return {
      take() {
        const here = box.current;
        if (!here) return;
        for (const article of here.querySelectorAll('article')) {
          const top = topOf(article, here);
          if (top < 0) continue;
          const { key = '', seq } = article.dataset;
          held.current = { key, top, seq: seq === undefined ? null : Number(seq) };
          return;
        }
      },
      hold() {
        const here = box.current;
        if (!here || !held.current) return;
        const { key, top } = held.current;
        const article = here.querySelector(`article[data-key="${CSS.escape(key)}"]`);
        const moved = article === null ? 0 : topOf(article, here) - top;
        if (Math.abs(moved) >= 1) here.scrollTop += moved;
      },
      seq: () => held.current?.seq ?? null,
    };
  }, [box]);
}

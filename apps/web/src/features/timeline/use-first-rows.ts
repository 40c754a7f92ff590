'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { drawnInPieces, isDrawnInPieces } from '../../ui/in-pieces.ts';
import { afterPaint } from '../../ui/after-paint.ts';
import type { Row } from './rows.ts';
import { rowsOfScreen } from './rows-of-screen.ts';

/** A list that cannot be scrolled so far never is. */
const scrolledPx = 2;
/** What was drawn is on the screen by then. */
const shownMs = 100;

export interface FirstRows {
  readonly rows: readonly Row[];
  /** So many are drawn before the list knows how tall it is. Another number wants another list. */
  readonly count: number;
  /** There are others above, which come once these are on the screen. */
  readonly isPart: boolean;
  /** They have not the place yet that is theirs, which would be seen. */
  readonly isHidden: boolean;
  /** The list, in its box, knows how tall it is. */
  measured(here: HTMLElement | null): void;
}

/** While the first picture is drawn in pieces: the rows at the end that fill the screen. From then on all of them. */
export function useFirstRows(all: readonly Row[], openAt: number | null): FirstRows {
  const [count, setCount] = useState(() => {
    if (!isDrawnInPieces() || openAt !== null) return 0;
    const filling = rowsOfScreen(all, { width: innerWidth, height: innerHeight });
    // The list draws these and no others until it is scrolled, which one that has room on the screen never is.
    return filling < all.length ? filling : 0;
  });
  const [fromKey, setFromKey] = useState(() => (count === 0 ? null : (all.at(-count)?.key ?? null)));
  const [isHidden, setIsHidden] = useState(count > 0);
  useEffect(() => {
    if (isHidden) return;
    return afterPaint(() => {
      setFromKey(null);
      setTimeout(drawnInPieces, shownMs);
    });
  }, [isHidden]);
  const isMeasured = useRef(count === 0);
  const measured = useCallback((here: HTMLElement | null): void => {
    if (isMeasured.current) return;
    isMeasured.current = true;
    setIsHidden(false);
    // Letters may be smaller than was thought.
    if (here && here.scrollHeight - here.clientHeight < scrolledPx) setCount(0);
  }, []);
  const from =
    fromKey === null
      ? 0
      : Math.max(
          0,
          all.findIndex(({ key }) => key === fromKey),
        );
  return { rows: from === 0 ? all : all.slice(from), count, isPart: from > 0, isHidden, measured };
}

import type { Row } from './rows.ts';

/** Rows as the list is given them, and how they follow from those before. */
export interface Stage {
  readonly rows: readonly Row[];
  /** They were added or taken away at the start: the list keeps its distance from the end. */
  readonly isShift: boolean;
  /** Rises when nothing of what was there is left: another list. */
  readonly place: number;
}

/**
 * One step on the way from what the list shows to what it shall show. A virtual list keeps what one reads in its place
 * when rows change at one end; where both ends change, it takes two steps. Returns `from` itself when it is there.
 */
export function step(from: Stage, rows: readonly Row[]): Stage {
  if (rows === from.rows) return from;
  const [was, now] = [from.rows[0]?.key, rows[0]?.key];
  if (was === undefined || now === undefined || was === now) return { ...from, rows, isShift: false };
  const added = rows.findIndex(({ key }) => key === was);
  if (added > 0) {
    const isAll = rows.length === from.rows.length + added;
    return { ...from, rows: isAll ? rows : [...rows.slice(0, added), ...from.rows], isShift: true };
  }
  const gone = from.rows.findIndex(({ key }) => key === now);
  if (gone > 0) {
    const isAll = rows.length === from.rows.length - gone;
    return { ...from, rows: isAll ? rows : from.rows.slice(gone), isShift: true };
  }
  return { rows, isShift: false, place: from.place + 1 };
}

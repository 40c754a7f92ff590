import type { Row } from './rows.ts';

/** As much of a row as it takes to find it again. */
export type KnownRow = Pick<Row, 'key' | 'type'>;

/**
 * The message of this key, or, when it is gone, the nearest that is left of those that were around it, the next before the
 * one before; `null`: none is left. Pure.
 */
export function nearestLeft(key: string, rows: { was: readonly KnownRow[]; is: readonly KnownRow[] }): string | null {
  const left = new Set(rows.is.filter(({ type }) => type === 'message').map((row) => row.key));
  if (left.has(key)) return key;
  const at = rows.was.findIndex((row) => row.key === key);
  for (let by = 1; by < rows.was.length; by++) {
    for (const near of [rows.was[at + by], rows.was[at - by]]) if (near && left.has(near.key)) return near.key;
  }
  return null;
}

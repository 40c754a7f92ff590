import type { Row } from './rows.ts';

/** Of a line of text, of the head above it, and of what is beside and between the letters: no less than what is drawn. */
const linePx = 22;
const headPx = 32;
const besidePx = 72;
const letterPx = 6.5;

/** How many rows at the end fill a window: rather too many, since none may be missing. Sizes in pixels. */
export function rowsOfScreen(
  rows: readonly Row[],
  window: { readonly width: number; readonly height: number },
): number {
  const letters = Math.max(1, Math.floor((window.width - besidePx) / letterPx));
  let [count, height] = [0, 0];
  for (const row of rows.toReversed()) {
    if (height >= window.height) break;
    count++;
    if (row.type === 'notices') height += linePx;
    else
      height += (row.isHead ? headPx : 0) + linePx * Math.max(1, Math.floor((row.message.body ?? '').length / letters));
  }
  return count;
}

import type { Row, Target } from './row.ts';
import { spreadOf } from './spread.ts';

/** Rows as text: the median, how far the repetitions went, and whether the median is within the target. */
export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(({ what, unit, values, target }) => {
    const { min, median, max } = spreadOf(values);
    const range = values.length > 1 ? `${short(min)}–${short(max)} (${values.length})` : '';
    return [`${what} [${unit}]`, short(median), range, ...(target ? [wordsOf(target), verdict(median, target)] : [])];
  });
  return aligned([['', 'median', 'range', 'target', ''], ...lines]);
}

function wordsOf(target: Target): string {
  return 'atMost' in target ? `≤ ${target.atMost}` : `≥ ${target.atLeast}`;
}

function verdict(median: number, target: Target): string {
  const isMet = 'atMost' in target ? median <= target.atMost : median >= target.atLeast;
  return isMet ? 'met' : 'MISSED';
}

/** Three digits that matter. */
function short(value: number): string {
  const size = Math.abs(value);
  if (Number.isInteger(value) || size >= 1_000) return Math.round(value).toLocaleString('en');
  return value.toFixed(size >= 10 ? 1 : 2);
}

function aligned(lines: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const line of lines)
    for (const [place, text] of line.entries()) widths[place] = Math.max(widths[place] ?? 0, text.length);
  return lines
    .map((line) =>
      line
        .map((text, place) => (place === 0 ? text.padEnd(widths[place] ?? 0) : text.padStart(widths[place] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

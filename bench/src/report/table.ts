import type { Verdict } from '../load/crowd.ts';
import type { Spread } from '../measure/spread.ts';
import type { Cell, Row, Turn } from './summary.ts';

/** A scenario's rows as text: medians, and the ratio to the base as minimum/median/maximum over the rounds. */
export function tableOf(rows: readonly Row[]): string {
  const names = rows[0]?.cells.map(({ contender }) => contender) ?? [];
  const lines = rows.map(({ label, unit, cells }) => [`${label} [${unit}]`, ...cells.map(cellText)]);
  return aligned([['', ...names], ...lines]);
}

/** What was checked at every receiver, over all rounds. */
export function checksOf(turns: readonly Turn[]): string {
  const names = [...new Set(turns.map(({ contender }) => contender))];
  const lines = names.map((name) => {
    const mine = turns.filter(({ contender }) => contender === name);
    const verdicts = mine.flatMap(({ result }) => (result ? [result.verdict] : []));
    const sum = (of: (verdict: Verdict) => number): string =>
      verdicts.reduce((total, verdict) => total + of(verdict), 0).toLocaleString('en');
    const words = mine
      .map(({ failure, result }) => failure ?? result?.verdict.words ?? null)
      .find((said) => said !== null);
    return [
      name,
      sum(({ committed }) => committed),
      sum(({ lost }) => lost),
      sum(({ repeated }) => repeated),
      sum(({ reordered }) => reordered),
      sum(({ mixedUp }) => mixedUp),
      sum(({ refused }) => refused),
      sum(({ cutOff }) => cutOff),
      words?.split('\n', 1).join('').slice(0, 80) ?? '',
    ];
  });
  const head = [
    'checked at every receiver',
    'committed',
    'lost',
    'repeated',
    'reordered',
    'mixed up',
    'refused',
    'cut off',
    '',
  ];
  return aligned([head, ...lines]);
}

function cellText({ spread, ratio }: Cell): string {
  if (!spread) return '–';
  return ratio ? `${short(spread.median)}  ×${range(ratio)}` : short(spread.median);
}

function range({ min, median, max }: Spread): string {
  return `${short(median)} (${short(min)}–${short(max)})`;
}

/** Three digits that matter. */
function short(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString('en');
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

/** A time with one or two bounds: from `after` on, and before `before`; ISO 8601. */
export interface TimeSpan {
  readonly after?: string;
  readonly before?: string;
}

/** When a day begins; months count from 0. */
export type DayStart = (year: number, month: number, day: number) => Date;

const startInUtc: DayStart = (year, month, day) => new Date(Date.UTC(year, month, day));
/** In the time zone of this device. */
export const startHere: DayStart = (year, month, day) => new Date(year, month, day);

const named = /^(?<year>[12]\d{3})(?:-(?<month>\d{2})(?:-(?<day>\d{2}))?)?$/;

/**
 * What `on:`, `before:` and `after:` mean by a day, a month or a year, as in `2026-01-31`, `2026-01` and `2026`: `after` it
 * has ended, `before` it begins. Null when there is no such day.
 */
export function daySpan(
  side: 'on' | 'before' | 'after',
  text: string,
  startOf: DayStart = startInUtc,
): TimeSpan | null {
  const { groups } = named.exec(text) ?? {};
  if (!groups) return null;
  const [year, month, day] = [Number(groups['year']), Number(groups['month'] ?? 1) - 1, Number(groups['day'] ?? 1)];
  const isThere = new Date(Date.UTC(year, month, day)).toISOString().startsWith(text);
  if (!isThere) return null;
  const begins = startOf(year, month, day).toISOString();
  const next: readonly [number, number, number] =
    groups['month'] === undefined
      ? [year + 1, 0, 1]
      : groups['day'] === undefined
        ? [year, month + 1, 1]
        : [year, month, day + 1];
  const ends = startOf(...next).toISOString();
  if (side === 'before') return { before: begins };
  return side === 'after' ? { after: ends } : { after: begins, before: ends };
}

/** What is in all of several spans. */
export function commonSpan(spans: readonly TimeSpan[]): TimeSpan {
  const byTime = (times: readonly (string | undefined)[]): string[] =>
    times.filter((time) => time !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b));
  const after = byTime(spans.map((span) => span.after)).at(-1);
  const before = byTime(spans.map((span) => span.before))[0];
  return { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) };
}

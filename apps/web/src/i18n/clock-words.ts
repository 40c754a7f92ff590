import { clockOf } from './times.ts';

/** Times of day are minutes after midnight, 0 to 1439. */
const halfDay = 720;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes long; they are kept. */
function formatIn(locale: string): Intl.DateTimeFormat {
  const known = formats.get(locale) ?? new Intl.DateTimeFormat(locale, { ...clockOf(locale), timeZone: 'UTC' });
  formats.set(locale, known);
  return known;
}

/** A time of day as the app writes it: `20:15`, or `8:15 PM` where people say it so. */
export function clockWords(locale: string, minute: number): string {
  return formatIn(locale).format(atMinute(minute));
}

/**
 * The time of day that somebody means: `20:15`, `20.15`, `2015`, `8`, `8 pm`, in the digits and with the words of the
 * language; null for none. Where the day has two halves and they say neither, it is the one that `near` is in.
 */
export function readClock(locale: string, typed: string, near: number): number | null {
  const text = plainDigits(typed).normalize('NFKC').toLowerCase();
  const half = halfIn(locale, text);
  const [first = '', second = '', ...more] = text.match(/\d+/g) ?? [];
  const isRun = second === '' && first.length > 2;
  const [hours, minutes] = isRun ? [first.slice(0, -2), first.slice(-2)] : [first, second];
  if (more.length > 0 || !/^\d{1,2}$/.test(hours) || !/^(?:\d{2})?$/.test(minutes)) return null;
  const [hour, rest] = [Number(hours), Number(minutes || '0')];
  if (hour > 23 || rest > 59 || (half !== null && (hour === 0 || hour > 12))) return null;
  if (half !== null) return (hour % 12) * 60 + rest + half;
  const isEither = formatIn(locale).resolvedOptions().hour12 === true && hour > 0 && hour <= 12;
  return isEither ? (hour % 12) * 60 + rest + (near < halfDay ? 0 : halfDay) : hour * 60 + rest;
}

/** When the half of the day begins that a text names; null where it names none. */
function halfIn(locale: string, text: string): number | null {
  for (const [minute, short] of [
    [0, 'a'],
    [halfDay, 'p'],
  ] as const) {
    const parts = new Intl.DateTimeFormat(locale, { hour: 'numeric', hour12: true, timeZone: 'UTC' }).formatToParts(
      atMinute(minute + 60),
    );
    const own = parts.find(({ type }) => type === 'dayPeriod')?.value.toLowerCase();
    const word = text.replace(/[\d\s:.\u200e\u200f]/g, '');
    if (word !== '' && (word === own?.replace(/[\s.]/g, '') || word === short || word === `${short}m`)) return minute;
  }
  return null;
}

/** With the digits 0 to 9, whichever were typed. */
function plainDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15));
}

function atMinute(minute: number): Date {
  return new Date(Date.UTC(2000, 0, 1, 0, minute));
}

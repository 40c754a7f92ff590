const dayMs = 86_400_000;

const made = new Map<string, Intl.DateTimeFormat>();

/** Making one takes long; they are kept. */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale, options);
  made.set(key, known);
  return known;
}

const clocks = new Map<string, Intl.DateTimeFormatOptions>();

/** A time of day as it is written there: 9:05 AM where the day has twelve hours twice, 09:05 where it has twenty-four. */
export function clockOf(locale: string): Intl.DateTimeFormatOptions {
  const known = clocks.get(locale);
  if (known) return known;
  const { hour12 = false } = formatOf(locale, { hour: 'numeric' }).resolvedOptions();
  const clock = { hour: hour12 ? 'numeric' : '2-digit', minute: '2-digit' } as const;
  clocks.set(locale, clock);
  return clock;
}

/** A moment for a narrow place: the time today, the weekday this week, the day this year, the date before. */
export function shortTime(locale: string, iso: string, nowMs: number): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const now = new Date(nowMs);
  if (at.toDateString() === now.toDateString()) return formatOf(locale, clockOf(locale)).format(at);
  if (nowMs - at.getTime() < 6 * dayMs) return formatOf(locale, { weekday: 'short' }).format(at);
  const isThisYear = at.getFullYear() === now.getFullYear();
  return formatOf(
    locale,
    isThisYear ? { day: 'numeric', month: 'short' } : { day: '2-digit', month: '2-digit', year: 'numeric' },
  ).format(at);
}

/** A moment in full, for pointing at and for reading aloud. */
export function fullTime(locale: string, iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '' : formatOf(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at);
}

/** A moment that is meant exactly: the time today, else the day and the time, with the year where it is another one. */
export function momentText(locale: string, iso: string, nowMs: number): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const now = new Date(nowMs);
  const time = clockOf(locale);
  if (at.toDateString() === now.toDateString()) return formatOf(locale, time).format(at);
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return formatOf(locale, { weekday: 'short', day: 'numeric', month: 'short', ...year, ...time }).format(at);
}

/** A day. */
export function dayOf(locale: string, iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '' : formatOf(locale, { dateStyle: 'medium' }).format(at);
}

/** The time of day. */
export function clockTime(locale: string, iso: string): string {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? '' : formatOf(locale, clockOf(locale)).format(at);
}

/** The time of day without the half of it, for a place that is narrow. */
export function clockFace(locale: string, iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  const parts = formatOf(locale, clockOf(locale)).formatToParts(at);
  const said = parts.filter(({ type }) => type !== 'dayPeriod').map(({ value }) => value);
  return said.join('').trim();
}

/** A day as a heading: in words where there are words for it, with its year where that is another one. */
export function dayHeading(locale: string, iso: string, nowMs: number): string {
  const [at, now] = [new Date(iso), new Date(nowMs)];
  if (Number.isNaN(at.getTime())) return '';
  const noon = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime();
  const days = Math.round((noon(at) - noon(now)) / dayMs);
  if (days === 0 || days === -1) return capital(locale, relative(locale).format(days, 'day'));
  const year = at.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return formatOf(locale, { weekday: 'long', day: 'numeric', month: 'long', ...year }).format(at);
}

function capital(locale: string, text: string): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();

function relative(locale: string): Intl.RelativeTimeFormat {
  const known = relatives.get(locale) ?? new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  relatives.set(locale, known);
  return known;
}

import type { QuietHours } from '@nova/contract';

/** A time of day as a field for times has it: `22:05`. */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Minutes after midnight; null for no time. */
export function minuteOf(clock: string): number | null {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(clock) ?? [];
  return hour === undefined || minute === undefined ? null : Number(hour) * 60 + Number(minute);
}

/** What quiet hours are at first: every night, by the clocks of where this device is. */
export function usualQuiet(): QuietHours {
  const { timeZone: zone } = Intl.DateTimeFormat().resolvedOptions();
  return { from: 22 * 60, to: 7 * 60, days: [1, 2, 3, 4, 5, 6, 7], zone };
}

/** The days of the week in the person's language; 1 is Monday. */
export function weekdays(locale: string): { readonly day: number; readonly short: string; readonly long: string }[] {
  const nameOf = (day: number, weekday: 'short' | 'long'): string =>
    new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)));
  return [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, short: nameOf(day, 'short'), long: nameOf(day, 'long') }));
}

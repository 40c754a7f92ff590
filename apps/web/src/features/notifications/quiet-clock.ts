import type { QuietHours } from '@nova/contract';

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

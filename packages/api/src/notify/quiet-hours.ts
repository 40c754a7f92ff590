import type { QuietHours } from '@nova/contract';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const clocks = new Map<string, Intl.DateTimeFormat>();

/** Whether a moment lies in one's quiet hours, by the clocks of one's own place: whatever summer time does to them. */
export function isQuietAt({ from, to, days: beginning, zone }: QuietHours, at: Date): boolean {
  const { day, minute } = localTime(zone, at);
  const begins = (one: number): boolean => beginning.includes(((one + 6) % 7) + 1);
  if (from < to) return begins(day) && minute >= from && minute < to;
  return (begins(day) && minute >= from) || (begins(day - 1) && minute < to);
}

/** Whether a person is not to be disturbed at a moment: because of the hour, or because they said so. */
export function isUndisturbed(
  { quiet, dndUntil }: { readonly quiet: QuietHours | null; readonly dndUntil: string | null },
  at: Date,
): boolean {
  return (dndUntil !== null && Date.parse(dndUntil) > at.getTime()) || (quiet !== null && isQuietAt(quiet, at));
}

function localTime(zone: string, at: Date): { readonly day: number; readonly minute: number } {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: days.indexOf(parts.get('weekday') ?? '') + 1,
    minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
  };
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(zone, clock);
  return clock;
}

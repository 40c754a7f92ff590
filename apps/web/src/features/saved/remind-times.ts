export type RemindPreset = 'in20Minutes' | 'in1Hour' | 'tomorrow' | 'nextMonday';

const minuteMs = 60_000;
/** When a day begins. */
const morningHour = 9;

/** The times that people mean most often, in the time zone of the device. Where two are one, the nearer name stands. */
export function remindTimes(nowMs: number): readonly { readonly preset: RemindPreset; readonly at: Date }[] {
  const now = new Date(nowMs);
  const morning = (inDays: number): Date =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + inDays, morningHour);
  const tomorrow = morning(1);
  const monday = morning((8 - now.getDay()) % 7 || 7);
  return [
    { preset: 'in20Minutes', at: new Date(nowMs + 20 * minuteMs) },
    { preset: 'in1Hour', at: new Date(nowMs + 60 * minuteMs) },
    { preset: 'tomorrow', at: tomorrow },
    ...(monday.getTime() === tomorrow.getTime() ? [] : [{ preset: 'nextMonday' as const, at: monday }]),
  ];
}

/** A moment as a field for a date and a time holds it. */
export function fieldOf(at: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The moment that such a field holds; null for none. */
export function momentOf(field: string): Date | null {
  const at = new Date(field);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** A time that people often mean, in their own zone. */
export interface LaterTime {
  readonly name: 'hour' | 'tomorrow' | 'monday';
  readonly at: Date;
}

const morning = 9;

/** Times to choose from: in an hour, tomorrow morning, and the morning of the next Monday unless that is tomorrow. */
export function laterTimes(now: Date): readonly LaterTime[] {
  const at = (days: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, morning);
  const hour = new Date(now.getTime() + 3_600_000);
  hour.setSeconds(0, 0);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { name: 'hour', at: hour },
    { name: 'tomorrow', at: at(1) },
    ...(toMonday === 1 ? [] : [{ name: 'monday' as const, at: at(toMonday) }]),
  ];
}

/** A moment as the browser's field for one takes it, in the person's zone. */
export function fieldOf(at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** What stands in such a field; null when it is no moment. */
export function momentOf(field: string): Date | null {
  const at = new Date(field);
  return field === '' || Number.isNaN(at.getTime()) ? null : at;
}

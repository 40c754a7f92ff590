/** When a status is over: never by itself, after a while, at the end of today or of this week, or at a moment of one's own. */
export const statusEnds = ['never', 'minutes30', 'hour1', 'hours4', 'today', 'week', 'own'] as const;
export type StatusEnd = (typeof statusEnds)[number];

const minuteMs = 60_000;

/** The moment that is meant, by the person's own clock; null for none. Weeks end with Sunday. `own` is what they chose. */
export function statusUntil(end: StatusEnd, nowMs: number, own: Date | null): Date | null {
  const now = new Date(nowMs);
  const midnight = (inDays: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + inDays);
  switch (end) {
    case 'never':
      return null;
    case 'minutes30':
      return new Date(nowMs + 30 * minuteMs);
    case 'hour1':
      return new Date(nowMs + 60 * minuteMs);
    case 'hours4':
      return new Date(nowMs + 240 * minuteMs);
    case 'today':
      return midnight(1);
    case 'week':
      return midnight((8 - now.getDay()) % 7 || 7);
    case 'own':
      return own;
    default:
      return end satisfies never;
  }
}

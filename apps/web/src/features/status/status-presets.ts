import type { StatusEnd } from './status-end.ts';

/** Statuses that people often mean, and when such a one is over as a rule. */
export const statusPresets = [
  { name: 'meeting', emoji: '📅', end: 'hour1' },
  { name: 'commuting', emoji: '🚌', end: 'minutes30' },
  { name: 'sick', emoji: '🤒', end: 'today' },
  { name: 'vacation', emoji: '🌴', end: 'week' },
  { name: 'remote', emoji: '🏠', end: 'today' },
] as const satisfies readonly { readonly name: string; readonly emoji: string; readonly end: StatusEnd }[];

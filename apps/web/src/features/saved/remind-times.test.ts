import { expect, test } from 'vitest';
import { fieldOf, momentOf, remindTimes } from './remind-times.ts';

const shown = (now: string): string[] =>
  remindTimes(new Date(now).getTime()).map(({ preset, at }) => `${preset} ${fieldOf(at)}`);

test('[K3] the usual times are those of the clock on the wall, over the ends of months and years', () => {
  expect(shown('2026-11-28T17:05')).toEqual([
    'in20Minutes 2026-11-28T17:25',
    'in1Hour 2026-11-28T18:05',
    'tomorrow 2026-11-29T09:00',
    'nextMonday 2026-11-30T09:00',
  ]);
  expect(shown('2026-12-31T23:50')).toEqual([
    'in20Minutes 2027-01-01T00:10',
    'in1Hour 2027-01-01T00:50',
    'tomorrow 2027-01-01T09:00',
    'nextMonday 2027-01-04T09:00',
  ]);
});

test('[K3] on a Monday the next one is a week away; on a Sunday it is tomorrow, and told once', () => {
  expect(shown('2026-11-30T08:00').at(-1)).toBe('nextMonday 2026-12-07T09:00');
  expect(shown('2026-11-29T08:00').map((line) => line.split(' ')[0])).toEqual(['in20Minutes', 'in1Hour', 'tomorrow']);
});

test('what a field holds is the moment it was made from; nothing is no moment', () => {
  const at = new Date(2026, 2, 29, 3, 30);
  expect(momentOf(fieldOf(at))).toEqual(at);
  expect(momentOf('')).toBeNull();
});

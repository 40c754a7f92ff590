import { expect, test } from 'vitest';
import { fieldOf, laterTimes, momentOf } from './later-times.ts';

const named = (now: Date) => laterTimes(now).map(({ name, at }) => `${name} ${fieldOf(at)}`);

test('[Y3] the times offered are of the person’s own zone, and no two of them are the same', () => {
  expect(named(new Date(2026, 10, 26, 23, 30, 12))).toEqual([
    'hour 2026-11-27T00:30',
    'tomorrow 2026-11-27T09:00',
    'monday 2026-11-30T09:00',
  ]);
  expect(named(new Date(2026, 10, 29, 8, 0))).toEqual(['hour 2026-11-29T09:00', 'tomorrow 2026-11-30T09:00']);
  expect(named(new Date(2026, 10, 30, 8, 0))[2]).toBe('monday 2026-12-07T09:00');
  expect(named(new Date(2026, 11, 31, 12, 0))[1]).toBe('tomorrow 2027-01-01T09:00');
});

test('a field holds a moment, or none', () => {
  const at = new Date(2026, 0, 2, 3, 4);
  expect(momentOf(fieldOf(at))).toEqual(at);
  expect([momentOf(''), momentOf('soon')]).toEqual([null, null]);
});

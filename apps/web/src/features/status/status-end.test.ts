import { expect, test } from 'vitest';
import { statusEnds, statusUntil } from './status-end.ts';

const local = (text: string): number => new Date(text).getTime();

test('a status ends after a while, with the day, with the week or when one says, by the clock of the device', () => {
  // A Saturday.
  const nowMs = local('2026-11-28T22:10');
  const own = new Date(local('2026-12-24T18:00'));
  const found = statusEnds.map((end) => statusUntil(end, nowMs, own)?.getTime() ?? null);
  expect(found).toEqual([
    null,
    local('2026-11-28T22:40'),
    local('2026-11-28T23:10'),
    local('2026-11-29T02:10'),
    local('2026-11-29T00:00'),
    local('2026-11-30T00:00'),
    own.getTime(),
  ]);
});

test('the week ends with its Sunday, on a Sunday and on a Monday too, over the end of a year', () => {
  const weekOf = (text: string): number | undefined => statusUntil('week', local(text), null)?.getTime();
  expect(weekOf('2026-11-29T23:59')).toBe(local('2026-11-30T00:00'));
  expect(weekOf('2026-11-30T00:00')).toBe(local('2026-12-07T00:00'));
  expect(weekOf('2026-12-30T12:00')).toBe(local('2027-01-04T00:00'));
});

import { expect, test } from 'vitest';
import { isQuietAt, isUndisturbed } from './quiet-hours.ts';

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const night = { from: 22 * 60, to: 7 * 60, days: everyDay, zone: 'Europe/Berlin' };

test.each([
  // Winter: one hour ahead of UTC.
  ['2026-01-15T20:59:00Z', false],
  ['2026-01-15T21:00:00Z', true],
  ['2026-01-16T05:59:00Z', true],
  ['2026-01-16T06:00:00Z', false],
  // Summer: two.
  ['2026-07-15T19:59:00Z', false],
  ['2026-07-15T20:00:00Z', true],
  ['2026-07-16T04:59:00Z', true],
  ['2026-07-16T05:00:00Z', false],
  // The night in which the clocks go forward.
  ['2026-03-29T00:59:00Z', true],
  ['2026-03-29T04:59:00Z', true],
  ['2026-03-29T05:00:00Z', false],
])('[B4] from ten to seven in Berlin, at %s: %s', (at, quiet) => {
  expect(isQuietAt(night, new Date(at))).toBe(quiet);
});

test('[B4] hours that end on the next day belong to the day on which they begin', () => {
  const friday = { ...night, days: [5], zone: 'UTC' };
  const quietAt = (at: string): boolean => isQuietAt(friday, new Date(at));
  expect(quietAt('2026-11-27T23:00:00Z')).toBe(true);
  expect(quietAt('2026-11-28T06:59:00Z')).toBe(true);
  expect(quietAt('2026-11-28T23:00:00Z')).toBe(false);
  expect(quietAt('2026-11-27T06:00:00Z')).toBe(false);
  const sunday = { ...friday, days: [7] };
  expect(isQuietAt(sunday, new Date('2026-11-30T06:00:00Z'))).toBe(true);
});

test('[B4] hours of one day; from one time to the same it is all day long', () => {
  const noon = { from: 12 * 60, to: 13 * 60, days: [6], zone: 'Asia/Kathmandu' };
  expect(isQuietAt(noon, new Date('2026-11-28T06:15:00Z'))).toBe(true);
  expect(isQuietAt(noon, new Date('2026-11-28T07:15:00Z'))).toBe(false);
  const always = { from: 60, to: 60, days: everyDay, zone: 'UTC' };
  for (const hour of ['00:00', '00:59', '01:00', '23:59'])
    expect(isQuietAt(always, new Date(`2026-11-28T${hour}:00Z`))).toBe(true);
});

test('[B4] do not disturb holds until its moment', () => {
  const until = { quiet: null, dndUntil: '2026-11-28T12:00:00.000Z' };
  expect(isUndisturbed(until, new Date('2026-11-28T11:59:59.999Z'))).toBe(true);
  expect(isUndisturbed(until, new Date('2026-11-28T12:00:00.000Z'))).toBe(false);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateInName, LogClock } from './log-clock.ts';

function times(date: string, clock: readonly string[]): string[] {
  const minutes = clock.map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)));
  const log = new LogClock(date, Math.max(...minutes));
  return minutes.map((minute) => log.next(minute).slice(0, 16));
}

describe('times of a log', () => {
  test('past midnight it is the next day, also at the end of a year', () => {
    expect(times('2008-12-31', ['21:55', '23:59', '00:00', '00:20'])).toEqual([
      '2008-12-31T21:55',
      '2008-12-31T23:59',
      '2009-01-01T00:00',
      '2009-01-01T00:20',
    ]);
  });

  test.each([
    ['whose noon is 12', ['11:58', '12:59', '01:00'], ['11:58', '12:59', '13:00']],
    ['whose noon is 00', ['09:14', '11:59', '00:05'], ['09:14', '11:59', '12:05']],
  ])('a clock without a.m. and p.m. %s goes on in the afternoon', (_, clock, expected) => {
    expect(times('2004-12-25', clock)).toEqual(expected.map((time) => `2004-12-25T${time}`));
  });

  test('a clock that was set back stands still until it is caught up with', () => {
    expect(times('2010-10-31', ['02:50', '02:10', '02:55', '14:00']).map((at) => at.slice(11))).toEqual([
      '02:50',
      '02:50',
      '02:55',
      '14:00',
    ]);
  });

  test('times never descend', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1_439 })), (minutes) => {
        const log = new LogClock('2008-02-28', Math.max(0, ...minutes));
        const told = minutes.map((minute) => log.next(minute));
        expect(told).toEqual(told.toSorted());
      }),
    );
  });
});

test.each([
  ['2004-12-25.train-c.log', '2004-12-25'],
  ['#ubuntu.20041225.txt', '2004-12-25'],
  ['log_2004_12_25', '2004-12-25'],
  ['2004-02-30.log', null],
  ['2004-13-01.log', null],
  ['1234567890.log', null],
  ['ubuntu.log', null],
])('the date in %j is %j', (name, date) => {
  expect(dateInName(name)).toBe(date);
});

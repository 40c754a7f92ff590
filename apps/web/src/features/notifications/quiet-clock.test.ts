import { expect, test } from 'vitest';
import { clockOf, minuteOf, weekdays } from './quiet-clock.ts';

test('a time of day is minutes after midnight, and back', () => {
  expect(['00:00', '07:05', '23:59', '24:00', '7:5', ''].map(minuteOf)).toEqual([0, 425, 1_439, null, null, null]);
  expect([0, 425, 1_439].map(clockOf)).toEqual(['00:00', '07:05', '23:59']);
});

test('the week begins on Monday, in any language', () => {
  expect(weekdays('en').map(({ short }) => short)).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  expect(weekdays('de')[0]?.long).toBe('Montag');
});

import { expect, test } from 'vitest';
import { weekdays } from './quiet-clock.ts';

test('the week begins on Monday, in any language', () => {
  expect(weekdays('en').map(({ short }) => short)).toEqual(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  expect(weekdays('de')[0]?.long).toBe('Montag');
});

import { expect, test } from 'vitest';
import { nearestLeft } from './nearest-left.ts';

const rows = (keys: string) =>
  keys.split('').map((key) => ({ key, type: key === '-' ? ('notices' as const) : ('message' as const) }));
const near = (key: string, was: string, is: string) => nearestLeft(key, { was: rows(was), is: rows(is) });

test('[V3] a message that is there has the keyboard, wherever it went', () => {
  expect(near('b', 'abc', 'abc')).toBe('b');
  expect(near('b', 'abc', 'xyzabcd')).toBe('b');
});

test('[V3] of one that is gone the next has it, else the one before, whatever else went or came', () => {
  expect(near('b', 'abc', 'ac')).toBe('c');
  expect(near('c', 'abc', 'ab')).toBe('b');
  expect(near('c', 'abcde', 'xabd')).toBe('d');
  expect(near('c', 'abcde', 'ax')).toBe('a');
  expect(near('b', 'ab-', 'a-')).toBe('a');
  expect(near('b', 'ab', 'xy')).toBeNull();
  expect(near('b', 'b', '')).toBeNull();
});

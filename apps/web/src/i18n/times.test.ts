import { expect, test } from 'vitest';
import { clockFace, clockTime, momentText, shortTime } from './times.ts';

const at = new Date(2026, 4, 5, 9, 5);
const [iso, nowMs] = [at.toISOString(), at.getTime()];

test.each([
  ['en', '9:05 AM', '9:05'],
  ['en-GB', '09:05', '09:05'],
  ['de', '09:05', '09:05'],
  ['ar', '9:05 ص', '9:05'],
])('a time of day in %s is written as people write it there', (locale, written, face) => {
  // Some languages put a narrow space before the half of the day.
  const plain = (text: string) => text.replace(/\s/g, ' ');
  expect(plain(clockTime(locale, iso))).toBe(written);
  expect(plain(shortTime(locale, iso, nowMs))).toBe(written);
  expect(plain(momentText(locale, iso, nowMs))).toBe(written);
  expect(clockFace(locale, iso)).toBe(face);
  expect(plain(momentText(locale, iso, nowMs + 86_400_000))).toContain(written);
});

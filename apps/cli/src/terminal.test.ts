import { expect, test } from 'vitest';
import { printable } from './terminal.ts';

test("other people's text cannot command the terminal", () => {
  expect(printable('\x1b[2Jgone\x07 \x7f\x9b31m\ttab\nline 日本 👍')).toBe('␛[2Jgone␇ ␡\uFFFD31m\ttab\nline 日本 👍');
});

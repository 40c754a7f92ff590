import { expect, test } from 'vitest';
import { plainLine } from './plain-line.ts';

test('[E5] a name is one line that turns nothing around, and keeps its emoji and its joined letters', () => {
  const lines: [string, string][] = [
    ['Ann\r\nBcc: eve@example.org', 'Ann Bcc: eve@example.org'],
    ['\u202eevil\u202c \u2066x\u2069', 'evil x'],
    ['a\u0000b\u2028c\ttab', 'a b c tab'],
    ['👩🏽‍💻 می\u200cروم', '👩🏽‍💻 می\u200cروم'],
    ['half \ud800', 'half \ufffd'],
  ];
  for (const [text, line] of lines) expect(plainLine(text, 80)).toBe(line);
  expect(plainLine('👩🏽‍💻'.repeat(20), 16)).toBe('👩🏽‍💻👩🏽‍💻…');
});

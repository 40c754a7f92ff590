import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanFileName } from './file-name.ts';
import { limits } from './limits.ts';

test.each([
  ['photo.jpg', 'photo.jpg'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\ann\\a.txt', 'a.txt'],
  ['a\u0000b\r\n.txt', 'ab.txt'],
  ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
  ['\u200B\uFEFF', 'file'],
  ['..', 'file'],
  ['', 'file'],
  ['.htaccess', 'htaccess'],
  ['  many   spaces  .txt ', 'many spaces .txt'],
  ['con"quote<tag>.svg', 'con_quote_tag_.svg'],
  ['e\u0301tude.pdf', 'étude.pdf'],
  ['снимок экрана.png', 'снимок экрана.png'],
])('[F2] %j becomes %j', (given, cleaned) => expect(cleanFileName(given)).toBe(cleaned));

test('[F2] a long name keeps its extension', () => {
  const cleaned = cleanFileName(`${'x'.repeat(500)}.tar.gz`);
  expect(cleaned).toHaveLength(limits.fileNameMaxChars);
  expect(cleaned.endsWith('.gz')).toBe(true);
});

test('[F2] whatever the name: short, seen, no path, and clean when cleaned again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
      const cleaned = cleanFileName(name);
      expect(cleaned.length).toBeGreaterThan(0);
      expect(cleaned.length).toBeLessThanOrEqual(limits.fileNameMaxChars);
      expect(cleaned).not.toMatch(/[/\\\p{Cc}\p{Cf}]/u);
      expect(cleaned.isWellFormed()).toBe(true);
      expect(cleanFileName(cleaned)).toBe(cleaned);
    }),
    { seed: 20261128, numRuns: 2_000 },
  );
});

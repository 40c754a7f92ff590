import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { webLinks } from './web-links.ts';

const nova = 'https://nova.test/c/01a20cd1-1ce4-7460-aaa3-ec7c2e4e333d/m/42';

describe('[H1] the links of a message that are shown as more than that', () => {
  test.each([
    ['see https://example.org/a.', ['https://example.org/a']],
    ['(https://en.wikipedia.org/wiki/Fox_(animal))', ['https://en.wikipedia.org/wiki/Fox_(animal)']],
    ['[a](https://a.test/x)[b](https://b.test "title")', ['https://a.test/x', 'https://b.test/']],
    ['“https://a.test/q?x=1&y=2”, they said', ['https://a.test/q?x=1&y=2']],
    ['HTTPS://Example.ORG/Case#part', ['https://example.org/Case']],
    ['https://a.test/#one https://a.test/#two', ['https://a.test/']],
    ['https://bücher.test/ö', ['https://xn--bcher-kva.test/%C3%B6']],
    ['http://2130706433/', ['http://127.0.0.1/']],
  ])('%s', (text, links) => {
    expect(webLinks(text)).toEqual(links);
  });

  test.each([
    '<https://example.org/quiet>',
    '[a](<https://example.org/>)',
    '`https://example.org/`',
    '``https://example.org/ ` ``',
    '```\nhttps://example.org/\n```',
    '~~~\nhttps://example.org/',
    'https://ann:secret@example.org/',
    nova,
    'ftp://example.org/ javascript:alert(1) example.org',
    'xhttps://example.org/',
    'https://',
    `https://example.org/${'x'.repeat(limits.linkUrlMaxChars)}`,
  ])('none: %s', (text) => {
    expect(webLinks(text)).toEqual([]);
  });

  test('at most three, and long texts of nothing but signs are read at once', () => {
    expect(webLinks([1, 2, 3, 4].map((n) => `https://a.test/${n}`).join('\n'))).toHaveLength(limits.previewsPerMessage);
    for (const part of ['`', '``', '<', '(', ')', '.', '`a', '``a ', '[<'])
      webLinks(`https://a.test/${part.repeat(limits.bodyMaxChars)} https://b.test`);
  });
});

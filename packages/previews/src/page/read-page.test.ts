import { limits } from '@nova/contract';
import { describe, expect, test } from 'vitest';
import { cleanLine } from './clean-line.ts';
import { decodeHtml } from './decode-html.ts';
import { readPage } from './read-page.ts';

const at = new URL('https://a.test/dir/page');
const read = (html: string) => {
  const { pictureUrl, ...words } = readPage(html, at);
  return { ...words, picture: pictureUrl?.href ?? null };
};

describe('[H3] a page is read', () => {
  test('what it says for this purpose counts more than what it says anyway', () => {
    expect(
      read(`<!doctype html><html><head><title>Title &mdash; Site</title>
        <meta name="description" content="long"><meta property="og:title" content="Title">
        <meta name="twitter:description" content="short"><meta property="og:site_name" content="Site">
        <meta property="og:image" content="../p.png"><meta property="og:title" content="another"></head>`),
    ).toEqual({ site: 'Site', title: 'Title', description: 'short', picture: 'https://a.test/p.png' });
    expect(read('<TITLE>\n  A  \n title&#33; </TITLE><svg><title>drawing</title></svg>')).toEqual({
      site: null,
      title: 'A title!',
      description: null,
      picture: null,
    });
    expect(read('<svg><title>drawing</title></svg><title>page</title>').title).toBe('page');
    expect(read('<base href="https://cdn.test/x/"><link rel="image_src" href="y.png">').picture).toBe(
      'https://cdn.test/x/y.png',
    );
  });

  test('nothing that is broken, endless or meant badly does more than be ignored', () => {
    expect(read('<title>a<meta property=og:title content="b"')).toMatchObject({ title: expect.any(String) as string });
    expect(read('<script>"<title>no</title>"</script><title>yes').title).toBe('yes');
    expect(read('<meta property="og:title" content="<img src=x onerror=alert(1)>">').title).toBe(
      '<img src=x onerror=alert(1)>',
    );
    expect(read('<meta property="og:image" content="http://[">').picture).toBeNull();
    const deep = read(`${'<div>'.repeat(50_000)}<meta name=description content=deep>`);
    expect(deep.description).toBe('deep');
    expect(read(`<title>${'x'.repeat(100_000)}</title>`).title).toHaveLength(limits.previewTitleChars);
  });
});

test.each([
  ['two\n\n lines\t', 'two lines'],
  ['\u202Eevil\u202C \u2066x\u2069\u200B\uFEFF', 'evil x'],
  ['nul\u0000l \u001B[31mred', 'null [31mred'],
  ['half \uD800', 'half \uFFFD'],
  ['می\u200Cخواهم', 'می\u200Cخواهم'],
  [`z${'\u0335'.repeat(50)}`, `z${'\u0335'.repeat(3)}`],
  ['\u200B \u3000', null],
  ['abcdefghijklmnopqrstuvwxyz', 'abcdefghijklmnopqrs…'],
  ['ends in the middle 💥', 'ends in the middle…'],
  ['ends in its middle💥, too', 'ends in its middle…'],
])('[H3] words of a page are one clean line: %j', (text, line) => {
  expect(cleanLine(text, 20)).toBe(line);
});

describe('[H3] the characters of a page are those that it was written in', () => {
  const bytes = (latin1: string): Buffer => Buffer.from(latin1, 'latin1');
  test.each([
    ['said by the response', bytes('\x93\xFA\x96{'), 'Shift_JIS', '日本'],
    ['said by the page', bytes('<meta charset="windows-1251">\xCF\xF0\xE8'), null, '<meta charset="windows-1251">При'],
    [
      'said by the page, the old way',
      bytes('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">\xB1'),
      null,
      '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">ą',
    ],
    ['said by a mark', Buffer.from('\uFEFFnaïve', 'utf16le'), 'utf-8', 'naïve'],
    ['not said', Buffer.from('naïve'), null, 'naïve'],
    ['not said, and old', bytes('na\xEFve'), null, 'naïve'],
    ['said, but unknown', Buffer.from('naïve'), 'klingon', 'naïve'],
    ['said wrongly by the page', Buffer.from('<meta charset=utf-16>ï'), null, '<meta charset=utf-16>ï'],
    ['cut in the middle', Buffer.from('ï').subarray(0, 1), null, ''],
  ])('%s', (_what, given, charset, text) => {
    expect(decodeHtml(given, charset)).toBe(text);
  });
});

import { renderToStaticMarkup } from 'react-dom/server';
import ReactMarkdown from 'react-markdown';
import remarkBreaks from 'remark-breaks';
import remarkGfm from 'remark-gfm';
import { describe, expect, test } from 'vitest';
import { isEmojiOnly, isPlain, paragraphs } from './body-kind.ts';
import { plainText } from './plain-text.ts';

const seed = 7;

/** The paragraphs and lines of a text as Markdown has it; where it makes anything else of it, that is in between. */
function asRead(text: string): string[] {
  const plugins = [remarkGfm, remarkBreaks];
  return renderToStaticMarkup(ReactMarkdown({ children: text, remarkPlugins: plugins }))
    .split(/<p>|<\/p>|<br\/>|\n/)
    .map((line) => line.replace(/&(?:lt|gt|amp|quot|#x27);/g, (sign) => signs[sign] ?? sign).trim())
    .filter((line) => line !== '');
}

const signs: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#x27;': "'",
};

/** The lines that are shown of a plain text. */
function asIs(text: string): string[] {
  return paragraphs(text).flatMap((part) =>
    part
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  );
}

/** The mulberry32 generator: the same texts each time. */
function* numbers(from: number): Generator<number, never> {
  for (let state = from >>> 0; ; ) {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

describe('a text', () => {
  test.each(['hello', 'hello, @ann!', 'a\nb\n\nc', 'What? 5 - 3 = 2', 'مرحبا', '10.30 o’clock', 'it’s 3) not 4'])(
    'that says the same without Markdown is plain: %j',
    (text) => expect(isPlain(text)).toBe(true),
  );

  test.each([
    '2 * 3 < 7',
    '~5 minutes',
    'a_snake_in it',
    '#42 & #43',
    'R&D',
    'x > y',
    '[ask] me',
    'a | b',
    'C:\\Users',
    '<3',
  ])('with a sign that says nothing to Markdown where it is is plain too: %j', (text) =>
    expect(isPlain(text)).toBe(true),
  );

  test.each([
    '*a*',
    '- a',
    '1. a',
    '> a',
    'https://a.b',
    'see www.a.b',
    'a@b.c',
    '    code',
    '`x`',
    'a\n---',
    'a\n=',
    '&amp;',
    '# a',
    '_a_',
    '~a~',
    '[a](b)',
    '<b>',
  ])('that Markdown changes is not: %j', (text) => expect(isPlain(text)).toBe(false));

  test('that counts as plain reads the same with Markdown, whatever it is made of', () => {
    const random = numbers(seed);
    const below = (count: number): number => Math.floor(random.next().value * count);
    const pieces = [
      ...Array.from('*_`~#>|[]()\\<&;:!/-+=.0@$^"'),
      ' ',
      ' ',
      '\n',
      '\n',
      '\t',
      '  ',
      'a',
      'b3',
      'é',
      '文',
      '🎉',
      'www',
      'amp',
    ];
    let plain = 0;
    for (let n = 0; n < 2_000; n++) {
      const text = Array.from({ length: 1 + below(14) }, () => pieces[below(pieces.length)])
        .join('')
        .trim();
      if (text === '' || !isPlain(text)) continue;
      plain++;
      expect(asRead(text), `seed ${seed}, ${JSON.stringify(text)}`).toEqual(asIs(text));
    }
    expect(plain).toBeGreaterThan(400);
  });

  test.each([
    ['🎉', true],
    ['🎉 👍🏽 👨‍👩‍👧', true],
    ['🇪🇺', true],
    ['❤️', true],
    ['🎉!', false],
    ['well 🎉', false],
    ['42', false],
    ['🎉'.repeat(9), false],
  ])('is a few emoji and nothing else: %j %s', (text, is) => expect(isEmojiOnly(text)).toBe(is));

  test('is cut at empty lines', () => {
    expect(paragraphs('a\nb\n\n \nc\n')).toEqual(['a\nb', 'c']);
  });

  test('has words without the signs of Markdown', () => {
    expect(plainText('# Hi **you**, see [the plan](https://a.b)\n\n- `one`\n```ts\nconst a_b = 1\n```')).toBe(
      'Hi you, see the plan • one const a_b = 1',
    );
  });
});

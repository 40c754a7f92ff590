import { describe, expect, test } from 'vitest';
import { isEmojiOnly, isPlain, paragraphs } from './body-kind.ts';
import { plainText } from './plain-text.ts';

describe('a text', () => {
  test.each(['hello', 'hello, @ann!', 'a\nb\n\nc', 'What? 5 - 3 = 2', 'مرحبا', '10.30 o’clock', 'it’s 3) not 4'])(
    'that says the same without Markdown is plain: %j',
    (text) => expect(isPlain(text)).toBe(true),
  );

  test.each(['*a*', '- a', '1. a', '> a', 'https://a.b', 'see www.a.b', 'a@b.c', '    code', '`x`', 'a\n---', '&amp;'])(
    'that Markdown changes is not: %j',
    (text) => expect(isPlain(text)).toBe(false),
  );

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

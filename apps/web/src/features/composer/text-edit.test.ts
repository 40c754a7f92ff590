import { describe, expect, test } from 'vitest';
import type { Edit, Field } from './text-edit.ts';
import { applied, codeBlock, isInCode, link, newLine, prefixLines, wrap } from './text-edit.ts';

/** A field drawn as text: what is marked stands between `⟨` and `⟩`, a caret is `|`. */
function field(drawn: string): Field {
  const caret = drawn.indexOf('|');
  if (caret >= 0) return { text: drawn.replace('|', ''), from: caret, to: caret };
  const from = drawn.indexOf('⟨');
  return { text: drawn.replace(/[⟨⟩]/g, ''), from, to: drawn.indexOf('⟩') - 1 };
}

function drawn({ text, from, to }: Field): string {
  if (from === to) return `${text.slice(0, from)}|${text.slice(from)}`;
  return `${text.slice(0, from)}⟨${text.slice(from, to)}⟩${text.slice(to)}`;
}

const after = (before: string, edit: (field: Field) => Edit | null): string | null => {
  const edited = edit(field(before));
  return edited && drawn(applied(field(before), edited));
};

describe('writing Markdown', () => {
  test.each([
    ['a ⟨b⟩ c', 'a **⟨b⟩** c'],
    ['a **⟨b⟩** c', 'a ⟨b⟩ c'],
    ['a ⟨**b**⟩ c', 'a ⟨b⟩ c'],
    ['a |', 'a **|**'],
    ['a⟨ b ⟩c', 'a **⟨b⟩** c'],
  ])('bold: %s', (before, then) => expect(after(before, (at) => wrap(at, '**'))).toBe(then));

  test('one sign inside of two is not taken for the two', () => {
    expect(after('**⟨b⟩**', (at) => wrap(at, '*'))).toBe('***⟨b⟩***');
    expect(after('*⟨b⟩*', (at) => wrap(at, '*'))).toBe('⟨b⟩');
  });

  test.each([
    ['a\n⟨b\nc⟩\nd', '- ', 'a\n⟨- b\n- c⟩\nd'],
    ['⟨- b\n- c⟩', '- ', '⟨b\nc⟩'],
    ['b|', '> ', '> b|'],
    ['⟨a\nb⟩', 'numbered', '⟨1. a\n2. b⟩'],
  ])('lines: %s with %s', (before, sign, then) => expect(after(before, (at) => prefixLines(at, sign))).toBe(then));

  test('links: a text gets an address, an address a text', () => {
    expect(after('see ⟨this⟩', link)).toBe('see [this](⟨https://⟩)');
    expect(after('⟨https://a.b⟩', link)).toBe('[|](https://a.b)');
  });

  test('code: a block of its own, with a fence that it does not contain', () => {
    expect(after('a ⟨x⟩', codeBlock)).toBe('a \n```\n⟨x⟩\n```');
    expect(after('⟨```⟩', codeBlock)).toBe('````\n⟨```⟩\n````');
  });

  test.each([
    ['- a|', '- a\n- |'],
    ['- a\n- |', '- a\n|'],
    ['  2. a|', '  2. a\n  3. |'],
    ['- [x] a|', '- [x] a\n- [ ] |'],
    ['> a|', '> a\n> |'],
    ['> > a|', '> > a\n> > |'],
    ['> - a|', '> - a\n> - |'],
    ['> a\n> > |', '> a\n> |'],
    ['> - a\n> - |', '> - a\n> |'],
    ['> a\n> |', '> a\n|'],
    ['```\n  a|', '```\n  a\n  |'],
    ['```\n- a|', null],
    ['a|', null],
    ['⟨a⟩', null],
  ])('a new line goes on with what the line is: %s', (before, then) => expect(after(before, newLine)).toBe(then));

  test.each([
    ['```\nab', true],
    ['```ts', true],
    ['```\na\n```\nb', false],
    ['ab', false],
    // On one line it is words in the letters of code.
    ['```a```', false],
    ['```a``` b\nc', false],
    ['````\n```\na', true],
    ['````\n```\na\n````\nb', false],
    ['~~~\n```\na', true],
    ['~~~\n```\na\n~~~\nb', false],
  ])('inside of code or not, at the end of %j', (text, isIt) => expect(isInCode(text, text.length)).toBe(isIt));
});

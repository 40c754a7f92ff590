import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commonSpan, daySpan, startHere } from './day-span.ts';
import { foundFile, snippet } from './highlight.ts';
import { parseSearch, searchWords, typedOperators, writtenOperator } from './query-language.ts';

describe('what is typed into a search box', () => {
  test('[S3] words, phrases, exclusions, prefixes and operators', () => {
    const typed = 'mount -"in the" apt-get inst* from:@ann in:"Big room" -from:bob -before:2026 "open quote';
    const { clauses, operators } = parseSearch(typed);
    expect(operators).toEqual([
      { name: 'from', value: 'ann' },
      { name: 'in', value: 'Big room' },
      { name: 'from', value: 'bob', isNot: true },
    ]);
    const read = clauses.map(({ text, isPhrase, isPrefix, isExcluded }) =>
      [isExcluded && 'not', isPhrase && 'phrase', isPrefix && 'prefix', text].filter(Boolean).join(' '),
    );
    expect(read).toEqual([
      'mount',
      'not phrase in the',
      'apt-get',
      'prefix inst',
      'not before:2026',
      'phrase open quote',
    ]);
  });

  test('[S3] signs, stars and empty quotes ask for nothing', () => {
    for (const typed of ['', '  ', '***', '""', '-', '- -', '!!! ???', '"', '-""']) {
      expect(parseSearch(typed).clauses, typed).toEqual([]);
    }
  });

  test('[S1] where operators stand, and whether more may follow', () => {
    const typed = 'fish from:ann in:"Big room" -from:ben has: before:2026';
    expect(typedOperators(typed).map(({ at, end, isOpen }) => [typed.slice(at, end), isOpen])).toEqual([
      ['from:ann', false],
      ['in:"Big room"', false],
      ['-from:ben', false],
      ['before:2026', true],
    ]);
    for (const [open, isOpen] of [
      ['in:"Big', true],
      ['in:"Big"', false],
      ['in:Big ', false],
    ] as const)
      expect(typedOperators(open)[0]?.isOpen, open).toBe(isOpen);
  });

  test('[S1] an operator that is written is read as the same', () => {
    fc.assert(
      fc.property(fc.constantFrom('from' as const, 'in' as const), fc.string({ maxLength: 20 }), (name, text) => {
        const value = text
          .replaceAll('"', '')
          .trim()
          .replace(/^[@#]+/, '')
          .trim();
        if (value === '') return;
        for (const operator of [
          { name, value },
          { name, value, isNot: true as const },
        ])
          expect(parseSearch(writtenOperator(operator)).operators).toEqual([operator]);
      }),
      { seed: 6 },
    );
  });

  test('[S1] days, months and years, of UTC or of here; what is none is none', () => {
    expect(daySpan('on', '2024-02-29')).toEqual({
      after: '2024-02-29T00:00:00.000Z',
      before: '2024-03-01T00:00:00.000Z',
    });
    expect(daySpan('on', '2024-12')).toEqual({ after: '2024-12-01T00:00:00.000Z', before: '2025-01-01T00:00:00.000Z' });
    expect(daySpan('after', '2024')).toEqual({ after: '2025-01-01T00:00:00.000Z' });
    expect(daySpan('before', '2024-05-06')).toEqual({ before: '2024-05-06T00:00:00.000Z' });
    expect(daySpan('before', '2024-05-06', startHere)).toEqual({ before: new Date(2024, 4, 6).toISOString() });
    for (const none of ['2023-02-29', '2024-13', '2024-00', '2024-1-1', '0999', '12024', 'today', '', '2024-02-30x'])
      expect(daySpan('on', none), none).toBeNull();
    const spans = ['2024', '2025'].map((year) => daySpan('after', year) ?? {});
    expect(commonSpan([...spans, { before: '2027-01-01T00:00:00Z' }, {}])).toEqual({
      after: '2026-01-01T00:00:00.000Z',
      before: '2027-01-01T00:00:00Z',
    });
  });

  test('[A3] anything at all can be typed, and little of it is kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const { clauses } = parseSearch(typed);
        expect(clauses.length).toBeLessThanOrEqual(16);
        for (const { text } of clauses) expect(searchWords(text).length).toBeGreaterThan(0);
      }),
      { seed: 5 },
    );
  });

  test('[S3] a text of the commonest characters has the words that it has among others', () => {
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).join('');
    for (const text of [ascii, 'Install_The DRIVER: apt-get 7.04, x86_64\n\t(no)', '', ' ', 'a'])
      expect(searchWords(text)).toEqual(searchWords(`${text} é`).slice(0, -1));
  });

  test('[S3] words are compared without case and accents; scripts without spaces are told apart', () => {
    expect(searchWords('Grüße, ÉCOLE! 日本語 ok').map(({ word, isUnspaced }) => [word, isUnspaced])).toEqual([
      ['gruße', false],
      ['ecole', false],
      ['日本語', true],
      ['ok', false],
    ]);
  });
});

describe('a snippet', () => {
  const marked = (text: string, ...needles: { text: string; isPrefix: boolean }[]): string =>
    snippet(text, needles)
      .map(({ text: part, isHit }) => (isHit ? `[${part}]` : part))
      .join('');
  const word = (text: string) => ({ text, isPrefix: false });

  test('[S1] marks words, phrases, prefixes and what stands inside a run without spaces', () => {
    expect(marked('Mount the DISK, then unmount', word('mount'), word('disk'))).toBe(
      '[Mount] the [DISK], then unmount',
    );
    expect(marked('sudo apt-get update', word('apt-get'))).toBe('sudo [apt-get] update');
    expect(marked('installing an installer', { text: 'inst', isPrefix: true })).toBe('[installing] an [installer]');
    expect(marked('これは日本語です', word('日本語'))).toBe('これは[日本語]です');
    expect(marked('<b>bold</b> & co', word('bold'))).toBe('<b>[bold]</b> & co');
  });

  test('[S1] is cut around the first hit, never inside a character, and says where', () => {
    const text = `${'🙂'.repeat(200)} here it is ${'é '.repeat(400)}`;
    const parts = snippet(text, [word('here')]);
    expect(parts[0]).toEqual({ text: '…', isHit: false });
    expect(parts.at(-1)).toEqual({ text: '…', isHit: false });
    expect(parts.find(({ isHit }) => isHit)?.text).toBe('here');
    for (const part of parts) expect(part.text.isWellFormed()).toBe(true);
    expect(parts.map((part) => part.text).join('').length).toBeLessThan(300);
  });

  test('[S1] of several files the one that is found by its name is named, else the first', () => {
    const files = ['holiday.jpg', 'plan of the garden.pdf', 'garden.txt'];
    const named = (text: string) => foundFile(files, [{ text, isPrefix: false }]);
    expect(named('garden')).toEqual({
      fileName: 'plan of the garden.pdf',
      fileNameFound: [
        { text: 'plan of the ', isHit: false },
        { text: 'garden', isHit: true },
        { text: '.pdf', isHit: false },
      ],
    });
    expect([named('harvest'), foundFile([], [])]).toEqual([{ fileName: 'holiday.jpg' }, {}]);
  });

  test('[S1] is the text itself, whatever is looked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.array(fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 6 }), isPrefix: fc.boolean() })),
        (text, needles) => {
          expect(
            snippet(text, needles)
              .map((part) => part.text)
              .join(''),
          ).toBe(text);
        },
      ),
      { seed: 7 },
    );
  });
});

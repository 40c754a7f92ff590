import { describe, expect, test } from 'vitest';
import { asked, goingOn, isReadable, joined, taken, unfinished, written } from './chips.ts';

describe('chips', () => {
  test('an operator that is typed in full becomes one; what one is typing stays', () => {
    expect(taken('tea from:ann ')).toEqual({ chips: [{ name: 'from', value: 'ann' }], text: 'tea ' });
    expect(taken('tea from:ann')).toEqual({ chips: [], text: 'tea from:ann' });
    expect(taken('tea from:ann', 'all')).toEqual({ chips: [{ name: 'from', value: 'ann' }], text: 'tea ' });
    expect(taken('in:"Big room" tea has:link cup')).toEqual({
      chips: [
        { name: 'in', value: 'Big room' },
        { name: 'has', value: 'link' },
      ],
      text: 'tea cup',
    });
    expect(taken('-before:2026 "from:ben" ')).toEqual({ chips: [], text: '-before:2026 "from:ben" ' });
    expect(taken('tea -from:ann ')).toEqual({ chips: [{ name: 'from', value: 'ann', isNot: true }], text: 'tea ' });
  });

  test('a search that is written and taken apart again is the same', () => {
    for (const text of ['', 'tea', 'tea "hot cup"']) {
      for (const value of ['ann', 'Big room', 'ß 日', '2026-01-31']) {
        const plain = (['from', 'in', 'has', 'on'] as const).map((name) => ({ name, value }));
        const chips = [...plain, { name: 'is' as const, value, isNot: true as const }];
        const apart = taken(written({ chips, text }), 'all');
        expect([apart.text.trim(), apart.chips]).toEqual([text, chips]);
      }
    }
  });

  test('the same filter twice is one', () => {
    const chips = joined([], [{ name: 'from', value: 'ann' }]);
    expect(joined(chips, [{ name: 'from', value: 'Ann' }])).toBe(chips);
    expect(joined(chips, [{ name: 'in', value: 'ann' }])).toHaveLength(2);
    expect(joined(chips, [{ name: 'from', value: 'ann', isNot: true }])).toHaveLength(2);
  });

  test('what is being typed at the end can be completed', () => {
    expect(unfinished('tea from:an')).toEqual({ kind: 'value', name: 'from', query: 'an', at: 4, isNot: false });
    expect(unfinished('FROM:')).toEqual({ kind: 'value', name: 'from', query: '', at: 0, isNot: false });
    expect(unfinished('tea in:"Big r')).toEqual({ kind: 'value', name: 'in', query: 'Big r', at: 4, isNot: false });
    expect(unfinished('tea in:"')).toEqual({ kind: 'value', name: 'in', query: '', at: 4, isNot: false });
    expect(unfinished('tea fr')).toEqual({ kind: 'name', query: 'fr', at: 4, isNot: false });
    expect(unfinished('tea -from:an')).toEqual({ kind: 'value', name: 'from', query: 'an', at: 4, isNot: true });
    expect(unfinished('tea -has:')).toEqual({ kind: 'value', name: 'has', query: '', at: 4, isNot: true });
    expect(unfinished('tea -fr')).toEqual({ kind: 'name', query: 'fr', at: 5, isNot: true });
    expect(unfinished('tea -before:')).toBeNull();
    for (const none of ['', 'tea ', 'f', 'from:ann ', 'xfrom:', 'in:"Big room"'])
      expect(unfinished(none), none).toBeNull();
  });

  test('what is half typed is not asked for', () => {
    const chips = [{ name: 'has', value: 'link' }] as const;
    for (const text of ['tea from:', 'tea from:an', 'tea in:"Big', 'tea has:li', 'tea on:yest'])
      expect(asked({ chips, text }), text).toBe('tea has:link');
    expect(asked({ chips: [], text: 'tea has:file' })).toBe('tea has:file');
    expect(asked({ chips: [], text: 'tea on:2026' })).toBe('tea on:2026');
    expect(asked({ chips: [], text: 'from:' })).toBe('');
    expect(asked({ chips: [], text: 'tea fr' })).toBe('tea fr');
  });

  test('the last word may go on until a space has ended it', () => {
    const chips = [{ name: 'has', value: 'link' }] as const;
    for (const [text, meant] of [
      ['tom', 'tom*'],
      ['big tom', 'big tom*'],
      ['"big tom" ripe', '"big tom" ripe*'],
      ['ripe томат', 'ripe томат*'],
    ] as const)
      expect(goingOn({ chips: [], text }), text).toBe(meant);
    expect(goingOn({ chips, text: 'tom' })).toBe('tom* has:link');
    for (const text of ['', 't', 'tom ', 'tom*', '"big tom', '"big tom"', '-tom', 'big from:tom', 'big has:li'])
      expect(goingOn({ chips, text }), text).toBeNull();
  });

  test('what can find nothing says so', () => {
    expect(isReadable({ name: 'has', value: 'Link' })).toBe(true);
    expect(isReadable({ name: 'before', value: '2026-01' })).toBe(true);
    expect(isReadable({ name: 'from', value: 'anybody' })).toBe(true);
    for (const name of ['has', 'is', 'before', 'after', 'on'] as const)
      expect(isReadable({ name, value: 'nonsense' }), name).toBe(false);
  });
});

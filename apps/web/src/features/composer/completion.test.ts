import { matching } from '@nova/client';
import { describe, expect, test } from 'vitest';
import { loadEmojis } from '../emoji/emoji-data.ts';
import { namedEmojisBefore, tokenAt } from './completion.ts';

/** `|` is the caret. */
const at = (drawn: string) => tokenAt(drawn.replace('|', ''), drawn.indexOf('|'));

describe('completion', () => {
  test.each([
    ['@|', 'person', ''],
    ['hi @an|', 'person', 'an'],
    ['(@an|d more', 'person', 'an'],
    ['see #gen|', 'conversation', 'gen'],
    [':ta|', 'emoji', 'ta'],
    ['a\n:+1|', 'emoji', '+1'],
    ['@آن|', 'person', 'آن'],
  ])('begins at %j', (drawn, kind, query) => expect(at(drawn)).toMatchObject({ kind, query }));

  test.each(['|', 'a@b|', 'x:y|', ':|', ':d|', '10:30|', '`@an|', '```\n@an|', '@an |'])(
    'does not begin at %j',
    (drawn) => expect(at(drawn)).toBeNull(),
  );

  test('knows what it would put its answer in place of', () => {
    expect(at('hi @an|')).toMatchObject({ from: 3, to: 6 });
  });

  test.each([
    ['so :tada:|', [['tada', 3, 9]]],
    ['so :tada: it|', [['tada', 3, 9]]],
    [
      'a\n:tada: :+1:| b',
      [
        ['tada', 2, 8],
        ['+1', 9, 13],
      ],
    ],
    ['so |:tada:', []],
    [':tada:\nb|', []],
    ['at 10:30:45|', []],
    ['`:tada: |', []],
    ['`a` :tada:|', [['tada', 4, 10]]],
    ['```\n:tada:|', []],
  ])('an emoji named in full before the caret is one: %j', (drawn, found) => {
    const all = namedEmojisBefore(drawn.replace('|', ''), drawn.indexOf('|'));
    expect(all.map(({ name, from, to }) => [name, from, to])).toEqual(found);
  });

  test('what is called so comes before what only has to do with it', async () => {
    const { names } = await loadEmojis('en');
    const named = names.map((name) => ({ item: name.codes[0], names: [...name.codes, name.label], about: name.tags }));
    const first = (query: string) => matching(query, named, 3);
    expect(first('rock')).toEqual(['rock', 'rocket', expect.anything()]);
    expect(first('fire')[0]).toBe('fire');
    expect(first('party')).toContain('partying_face');
    expect(matching('celebrate', named, 30)).toContain('tada');
  });
});

import { collectSearchWords } from '@nova/db';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openWorld } from '../../rehearsal/world.ts';

const signs = [
  '"',
  '-',
  '*',
  ':',
  '&',
  '|',
  '!',
  '(',
  ')',
  '<->',
  "'",
  '\\',
  '%',
  '_',
  '\u0000',
  '\ud800',
  '\u202e',
  '日',
  'ก',
  'ي',
];
const operators = ['from:', 'in:', 'before:', 'after:', 'on:', 'has:', 'is:'];
const values = ['me', '2026', '9999', '0001-01-01', '2024-02-30', '2026-13', 'link', '"', '@', '#', '-1', '😀'];
const piece = fc.oneof(
  fc.constantFrom(...signs),
  fc.constantFrom('tea', ' ', 'a', 'ab*', '"x y"', '-tea'),
  fc.tuple(fc.constantFrom(...operators), fc.constantFrom(...values)).map((pair) => pair.join('')),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

test('[A3][S3] anything at all can be typed: it finds something or nothing, and never fails', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const room = await world.group(ann);
  await world.send(ann, room, 'tea, and "x y" – a ab 日本 กา يد');
  const seed = 11;
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { minLength: 1, maxLength: 12 }),
      fc.constantFrom('relevance' as const, 'time' as const),
      async (pieces, sort) => {
        const text = pieces.join('').slice(0, 300);
        if (text.trim() === '') return;
        const { hits, cursor } = await ann.call.message.search({ text, sort, limit: 1 });
        expect(hits.length).toBeLessThanOrEqual(1);
        if (cursor) await ann.call.message.search({ text, sort, limit: 1, cursor });
      },
    ),
    { seed, numRuns: 400 },
  );
  expect(world.failures).toEqual([]);
});

test('[S3] scripts without spaces, scripts from right to left, and letters with marks', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const room = await world.group(ann);
  const said = {
    chinese: '我们明天下午三点在会议室开会',
    japanese: '明日の会議は東京タワーで行います',
    korean: '내일 회의는 서울에서 합니다',
    thai: 'พรุ่งนี้ประชุมที่กรุงเทพ',
    arabic: 'الاجتماع غداً في القاهرة، إن شاء الله',
    hebrew: 'הפגישה מחר בתל אביב',
    vowels: 'السَّلامُ عَلَيْكُم',
    german: 'Die Besprechung ist in Köln, Straße 7',
    vietnamese: 'Cuộc họp ngày mai ở Hà Nội',
    turkish: 'Toplantı İstanbul’da',
  };
  for (const body of Object.values(said)) await world.send(ann, room, body);
  const asked: [text: string, found: (keyof typeof said)[]][] = [
    ['会议', ['chinese']],
    ['会議', ['japanese']],
    ['東京タワー', ['japanese']],
    ['明', ['chinese', 'japanese']],
    ['"下午三点"', ['chinese']],
    ['三点下午', []],
    ['회의', ['korean']],
    ['ประชุม', ['thai']],
    ['กรุงเทพ', ['thai']],
    ['القاهرة', ['arabic']],
    ['الاجتم*', ['arabic']],
    ['"في القاهرة"', ['arabic']],
    ['מחר', ['hebrew']],
    ['"בתל אביב"', ['hebrew']],
    ['אביב -מחר', []],
    ['koln', ['german']],
    ['strasse', ['german']],
    ['ha noi', ['vietnamese']],
    ['toplanti', ['turkish']],
  ];
  for (const [text, found] of asked) {
    const { hits } = await ann.call.message.search({ text, sort: 'time' });
    const shown = hits.map(({ snippet }) => snippet.map((part) => part.text).join(''));
    expect(shown.toSorted(), text).toEqual(found.map((name) => said[name]).toSorted());
  }
});

test('[S3] a word is found in its other forms, after itself; in quotes it is only itself', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const room = await world.group(ann);
  for (const body of [
    'one driver',
    'two drivers',
    'she drives',
    'copy it',
    'copied it',
    'copying it',
    'running',
    'a run',
  ])
    await world.send(ann, room, body);
  while (await collectSearchWords(world.db.query, 100));
  const found = async (text: string): Promise<string[]> => {
    const { hits } = await ann.call.message.search({ text });
    return hits.map(({ snippet }) => snippet.map((part) => (part.isHit ? `[${part.text}]` : part.text)).join(''));
  };
  expect(await found('drivers')).toEqual(['two [drivers]', 'one [driver]']);
  expect(await found('driver')).toEqual(['one [driver]', 'two [drivers]']);
  expect(await found('"drivers"')).toEqual(['two [drivers]']);
  expect((await found('copy'))[0]).toBe('[copy] it');
  expect((await found('copy')).toSorted()).toEqual(['[copied] it', '[copy] it', '[copying] it']);
  expect(await found('run')).toEqual(['a [run]', '[running]']);
  expect(await found('one -drivers')).toEqual(['[one] driver']);
});

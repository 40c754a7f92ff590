import { expect, test } from 'vitest';
import { askedTogether } from './asked-together.ts';

test('questions of one turn are asked at once, each gets its own answer, and later ones are asked anew', async () => {
  const asked: (readonly number[])[] = [];
  const double = askedTogether((questions: readonly number[]) => {
    asked.push(questions);
    return Promise.resolve(questions.map((n) => 2 * n));
  });
  expect(await Promise.all([double(1), double(2), double(1)])).toEqual([2, 4, 2]);
  expect(await double(3)).toBe(6);
  expect(asked).toEqual([[1, 2, 1], [3]]);
});

test('when asking fails everybody who asked is told, and nobody else', async () => {
  let isAway = true;
  const echo = askedTogether((questions: readonly string[]) =>
    isAway ? Promise.reject(new Error('away')) : Promise.resolve(questions),
  );
  expect(await Promise.allSettled([echo('a'), echo('b')])).toMatchObject([
    { status: 'rejected', reason: { message: 'away' } },
    { status: 'rejected', reason: { message: 'away' } },
  ]);
  isAway = false;
  expect(await echo('c')).toBe('c');
});

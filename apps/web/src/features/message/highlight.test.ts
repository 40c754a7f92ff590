import { expect, test, vi } from 'vitest';
import { highlight } from './highlight.ts';

test('a code is coloured to its end the first time too', async () => {
  const text = 'const at = positions.get(conversationId);\nif (at === undefined) throw new Error(`nothing read`);';
  const first = await highlight(text, 'ts');
  expect(first?.map((line) => line.map(({ text: piece }) => piece).join('')).join('\n')).toBe(text);
  // A line that ran out of time ends in one long piece.
  expect(first?.[0]?.length).toBeGreaterThan(4);
  expect(first?.[1]?.length).toBeGreaterThan(6);
  expect(await highlight(text, 'ts')).toEqual(first);
});

test('nor does it stay half coloured where compiling a language takes long', async () => {
  // 15 ms for each look at the clock, of which a line may take 40: a few expressions at a time, several times over.
  let [clockMs, looks] = [0, 0];
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => (looks++ < 12 ? (clockMs += 15) : clockMs));
  const text = 'let total = count(rows) + 1; // of all';
  const first = await highlight(text, 'rust');
  clock.mockRestore();
  expect(looks).toBeGreaterThan(12);
  expect(await highlight(text, 'rust')).toEqual(first);
  expect(first?.[0]?.length).toBeGreaterThan(4);
});

test('a language that is not known, and a long code, have one colour', async () => {
  expect(await highlight('x', 'klingon')).toBeNull();
  expect(await highlight('x'.repeat(8_001), 'ts')).toBeNull();
});

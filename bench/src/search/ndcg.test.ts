import { expect, test } from 'vitest';
import { ndcg } from './ndcg.ts';

test('nDCG: 1 for the best order, less the later an answer comes, 0 for nothing', () => {
  expect(ndcg([3, 2, 1, 0], [0, 1, 2, 3], 10)).toBe(1);
  expect(ndcg([0, 0, 3], [3], 10)).toBeCloseTo(1 / Math.log2(4));
  expect(ndcg([1, 3], [3, 1], 10)).toBeCloseTo((1 + 7 / Math.log2(3)) / (7 + 1 / Math.log2(3)));
  expect(ndcg([0, 3], [3], 1)).toBe(0);
  expect([ndcg([], [3], 10), ndcg([0], [], 10)]).toEqual([0, 0]);
});

import { expect, test } from 'vitest';
import { PageSize } from './page-size.ts';

test('a page that is too slow is followed by a smaller one, a fast one by a bigger one, within bounds', () => {
  const page = new PageSize({ least: 500, most: 20_000 });
  const sizes = [9_000, 9_000, 9_000, 9_000, 9_000, 9_000, 700, 100, 100, 100, 100, 100, 100, 1_500].map((ms) => {
    page.took(ms);
    return page.rows;
  });
  expect(sizes).toEqual([
    10_000, 5_000, 2_500, 1_250, 625, 500, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 10_000,
  ]);
});

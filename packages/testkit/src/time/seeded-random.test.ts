import { expect, test } from 'vitest';
import { seededRandom } from './seeded-random.ts';

test('the same seed draws the same, another seed does not', () => {
  const draw = (seed: number): number[] => {
    const random = seededRandom(seed);
    return Array.from({ length: 20 }, () => random.int(1_000_000));
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('a fork is a stream of its own', () => {
  const quiet = seededRandom(7);
  const busy = seededRandom(7);
  quiet.fork();
  const fork = busy.fork();
  for (let draws = 0; draws < 10; draws++) fork.next();
  expect(busy.next()).toBe(quiet.next());
});

test('draws spread evenly and stay in range', () => {
  const random = seededRandom(3);
  const counts = Array.from({ length: 10 }, () => 0);
  for (let draws = 0; draws < 10_000; draws++) {
    const drawn = random.int(10);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  expect(counts).toHaveLength(10);
  for (const count of counts) expect(count).toBeGreaterThan(850);
  expect(random.shuffle([1, 2, 3, 4]).toSorted()).toEqual([1, 2, 3, 4]);
  expect(() => random.pick([])).toThrow(RangeError);
});

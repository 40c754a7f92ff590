import { seededRandom } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import { Histogram } from './histogram.ts';
import { OrderCheck } from './order-check.ts';
import { ratiosOf, spreadOf } from './spread.ts';

describe('a histogram', () => {
  test.each([1, 2, 3])('has the quantiles that sorting finds, to one percent (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const histogram = new Histogram();
    const values = Array.from({ length: 20_000 }, () => Math.floor(10 ** (random.next() * 7)));
    for (const value of values) histogram.record(value);
    values.sort((a, b) => a - b);
    for (const q of [0.001, 0.01, 0.5, 0.95, 0.99, 0.999, 1]) {
      const exact = values[Math.max(0, Math.ceil(q * values.length) - 1)] ?? 0;
      expect(Math.abs(histogram.quantile(q) - exact)).toBeLessThanOrEqual(Math.max(1, exact * 0.01));
    }
    expect({ count: histogram.count, max: histogram.max }).toEqual({ count: 20_000, max: values.at(-1) });
  });

  test('is empty at first, and again when cleared', () => {
    const histogram = new Histogram();
    histogram.record(5_000_000);
    histogram.clear();
    expect([histogram.count, histogram.max, histogram.quantile(0.99)]).toEqual([0, 0, 0]);
  });
});

describe('the order check', () => {
  /** What a receiver gets who should get 1 to 1000, with faults thrown in. */
  const receive = (order: readonly number[], lastSeq = 1_000) => {
    const check = new OrderCheck(0);
    for (const seq of order) check.accept(seq, seq);
    return { ...check.faults(lastSeq), sum: check.sum };
  };
  const all = Array.from({ length: 1_000 }, (_, n) => n + 1);
  const sum = (1_000 * 1_001) / 2;
  const clean = { lost: 0, repeated: 0, reordered: 0, sum };

  test('finds nothing where nothing is wrong', () => {
    expect(receive(all)).toEqual(clean);
  });

  test('finds what is lost, in the middle and at the end', () => {
    const some = all.filter((seq) => seq !== 500 && seq !== 502 && seq < 999);
    expect(receive(some)).toEqual({ ...clean, lost: 4, sum: sum - 500 - 502 - 999 - 1_000 });
  });

  test('finds what comes twice: at once, later, and beyond a hole', () => {
    expect(receive(all.flatMap((seq) => (seq === 7 ? [7, 7] : [seq])).concat(3))).toEqual({ ...clean, repeated: 2 });
    expect(receive([1, 2, 4, 4, 3], 4)).toEqual({ lost: 0, repeated: 1, reordered: 1, sum: 10 });
  });

  test('finds what is overtaken, and does not call it lost', () => {
    const swapped = all.map((seq) => (seq === 10 ? 11 : seq === 11 ? 10 : seq));
    expect(receive(swapped)).toEqual({ ...clean, reordered: 1 });
    expect(receive([...all.slice(100), ...all.slice(0, 100)])).toEqual({ ...clean, reordered: 100 });
  });

  test('counts from where the receiver stood, and not what came after the end', () => {
    const check = new OrderCheck(10);
    for (const seq of [11, 12, 13, 15]) check.accept(seq, 1);
    expect(check.faults(12)).toEqual({ lost: 0, repeated: 0, reordered: 0 });
    expect(check.faults(15)).toEqual({ lost: 1, repeated: 0, reordered: 0 });
    expect(check.faults(14)).toEqual({ lost: 1, repeated: 0, reordered: 0 });
  });

  test.each([11, 12, 13])('random faults are all found (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const wrong = { lost: 0, repeated: 0 };
    const order: number[] = [];
    for (const seq of all) {
      if (random.chance(0.02)) {
        wrong.lost++;
        continue;
      }
      order.push(seq);
      if (random.chance(0.02)) {
        wrong.repeated++;
        order.push(seq);
      }
    }
    expect(receive(order)).toMatchObject({ ...wrong, reordered: 0 });
    expect(receive(random.shuffle(order))).toMatchObject(wrong);
  });
});

describe('spreads and ratios', () => {
  test('minimum, median, maximum, whatever the order', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ min: 1, median: 2, max: 3 });
    expect(spreadOf([4, 1, 2, 3])).toEqual({ min: 1, median: 2.5, max: 4 });
    expect(() => spreadOf([])).toThrow(RangeError);
  });

  test('a ratio compares two results of the same round, and leaves out rounds without both', () => {
    expect(ratiosOf([10, 20, null, 40], [5, 5, 5, null])).toEqual([2, 4]);
  });
});

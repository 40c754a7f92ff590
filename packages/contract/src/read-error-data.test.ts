import fc from 'fast-check';
import { expect, test } from 'vitest';
import { errorDataSchema } from './error-data.ts';
import { errorTable } from './errors.ts';
import { readErrorData } from './read-error-data.ts';

/** Something right most of the time, so that what is wrong is found beside what is right. */
const mostly = <T>(right: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: fc.anything() });

test('reads what the schema reads, and nothing else', () => {
  const data = fc.record(
    {
      reason: mostly(fc.constantFrom(...Object.keys(errorTable), 'toString')),
      retryable: mostly(fc.boolean()),
      retryAfterMs: mostly(fc.oneof(fc.nat(), fc.double())),
      current: fc.anything(),
      issues: mostly(fc.array(fc.string())),
      requestId: mostly(fc.string()),
      code: fc.string(),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof({ weight: 9, arbitrary: data }, { weight: 1, arbitrary: fc.anything() }), (value) => {
      const read = errorDataSchema.safeParse(value);
      const mine = readErrorData(value);
      expect(mine !== null).toBe(read.success);
      if (read.success) expect(mine).toEqual(read.data);
    }),
    { numRuns: 2_000 },
  );
});

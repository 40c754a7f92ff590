import type { SearchClauseRow } from '@nova/db';
import { expect, test } from 'vitest';
import { rowsOf, type WantedClause } from './wanted.ts';

const word = (n: number): WantedClause => ({
  any: [`w${n}`, `w${n}s`],
  prefix: false,
  not: false,
  word: { weight: 10 - n, whole: 1 },
});

/** What the database makes of it, for a text with these words. */
const holds = (rows: readonly SearchClauseRow[], said: ReadonlySet<string>): boolean =>
  rows.every((row) =>
    'either' in row ? row.either.some((rest) => holds(rest, said)) : row.any.some((one) => said.has(one)),
  );

/** Words that the index looks at. */
const looks = (rows: readonly SearchClauseRow[]): number =>
  rows.reduce(
    (sum, row) => sum + ('either' in row ? row.either.reduce((all, rest) => all + looks(rest), 0) : row.any.length / 2),
    0,
  );

test('[S3] all but some of the words are enough, whichever they are, in any of their forms', () => {
  for (let count = 1; count <= 8; count++) {
    const clauses = Array.from({ length: count }, (_, n) => word(n));
    for (let least = Math.max(1, count - 3); least <= count; least++) {
      const rows = rowsOf({ clauses, needed: { of: clauses.map((_, n) => n), least } });
      for (let bits = 0; bits < 2 ** count; bits++) {
        const there = clauses.flatMap((_, n) => ((bits >> n) & 1 ? [n] : []));
        const said = new Set(there.map((n) => `w${n}${n % 2 ? 's' : ''}`));
        expect(holds(rows, said), `${there.length} of ${count}, ${least} needed`).toBe(there.length >= least);
      }
    }
  }
});

test('[S3] of more words than eight the rarest must be there; what is looked at stays small', () => {
  const clauses = Array.from({ length: 12 }, (_, n) => word(n));
  const rows = rowsOf({ clauses, needed: { of: clauses.map((_, n) => n), least: 9 } });
  const without = (...left: number[]) => new Set(clauses.flatMap((_, n) => (left.includes(n) ? [] : [`w${n}`])));
  expect(holds(rows, without(4, 8, 11))).toBe(true);
  expect(holds(rows, without(3))).toBe(false);
  expect(looks(rows)).toBeLessThan(60);
});

test('[S3] what is no word must hold beside them', () => {
  const phrase: WantedClause = { any: ['side by side'], prefix: false, not: false, word: null };
  const rows = rowsOf({ clauses: [word(0), phrase, word(1)], needed: { of: [0, 2], least: 1 } });
  expect([holds(rows, new Set(['w0'])), holds(rows, new Set(['w1s', 'side by side']))]).toEqual([false, true]);
});

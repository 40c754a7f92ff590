import { describe, expect, it } from 'vitest';
import { cases } from './cases.ts';
import { mutants } from './mutants/mutants.ts';
import { shrink } from './shrink.ts';
import type { SimulationOptions } from './simulation.ts';
import { simulate } from './simulation.ts';

async function expectNoBreach(options: SimulationOptions): Promise<void> {
  const { breach, lines } = await simulate(options);
  const { seed, steps } = options;
  if (breach)
    throw new Error(
      `${lines}\n[${breach.rule}] ${breach.what}\nAgain: npm run sim -- --seed ${seed} --steps ${steps} --shrink`,
    );
}

describe('the whole system in rough weather', () => {
  for (let seed = 1; seed <= 12; seed++) {
    it(`[R1][R2][R4][D1][D3][D4][D5][D6][D7][O1][O2][O5][O6][W3][W4][W6][X1] keeps its promises (seed ${seed})`, async () => {
      await expectNoBreach({ seed, steps: 600 });
    });
  }

  for (let seed = 4; seed <= 16; seed += 4) {
    it(`[D9] also when the database is restored to an earlier time (seed ${seed})`, async () => {
      await expectNoBreach({ seed, steps: 800 });
    });
  }

  for (const { seed, steps, caught } of cases) {
    it(`[D3][O1][X1] seed ${seed}, which caught: ${caught}`, async () => {
      await expectNoBreach({ seed, steps });
    });
  }

  it('is the same each time', async () => {
    const [first, again] = [await simulate({ seed: 3, steps: 150 }), await simulate({ seed: 3, steps: 150 })];
    expect(first.lines).toBe(again.lines);
    expect(first.counts).toEqual(again.counts);
  });
});

describe('the simulation bites', () => {
  const seedsMax = 16;

  for (const [name, { rules, mutant }] of Object.entries(mutants)) {
    it(`[${rules.join('][')}] ${name} is caught`, async () => {
      const broken: (string | undefined)[] = [];
      for (let seed = 1; seed <= seedsMax && !broken.some((rule) => rule && rules.includes(rule)); seed++)
        broken.push((await simulate({ seed, steps: 600, mutant })).breach?.rule);
      // A defect may break other rules first in some seeds.
      expect(rules).toContain(broken.at(-1));
    });
  }

  it('finds the steps that matter', async () => {
    const mutant = mutants['an outbox that retries under a fresh client id']?.mutant ?? {};
    const kept = await shrink(simulate, { seed: 2, steps: 60, mutant });
    expect(kept?.length).toBeGreaterThan(0);
    expect(kept?.length).toBeLessThan(20);
  });
});

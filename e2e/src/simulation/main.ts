/**
 * `npm run sim -- --seed N --steps M`: the whole system in rough weather, on a fake clock.
 *
 *   --seed N       the first seed (default 1)      --steps M     steps of each (default 1,000)
 *   --seeds K      so many seeds from there on     --shrink      leave out steps for as long as the same rule breaks
 *   --mutant NAME  put in one of the defects that the simulation is shown to catch
 */
import { parseArgs } from 'node:util';
import { mutants } from './mutants/mutants.ts';
import { shrink } from './shrink.ts';
import type { SimulationOptions, SimulationResult } from './simulation.ts';
import { simulate } from './simulation.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    seeds: { type: 'string', default: '1' },
    steps: { type: 'string', default: '1000' },
    shrink: { type: 'boolean', default: false },
    mutant: { type: 'string' },
  },
});

function count(name: 'seed' | 'seeds' | 'steps'): number {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`--${name} takes a whole number, not ${values[name]}.`);
}

function chosenMutant(): Pick<SimulationOptions, 'mutant'> {
  const { mutant: name } = values;
  if (name === undefined) return {};
  const found = Object.entries(mutants).filter(([each]) => each.includes(name));
  const [only] = found;
  if (only && found.length === 1) return { mutant: only[1].mutant };
  throw new Error(`Name one of these mutants:\n  ${Object.keys(mutants).join('\n  ')}`);
}

function tell({ seed, steps }: SimulationOptions, { breach, lines }: SimulationResult): void {
  console.log(`\n${lines}\n\nseed ${seed} breaks [${breach?.rule}] at step ${breach?.step}: ${breach?.what}`);
  console.log(`Again: npm run sim -- --seed ${seed} --steps ${steps}; with --shrink, what it takes.\n`);
}

async function tellShrunk(options: SimulationOptions): Promise<void> {
  const kept = await shrink(simulate, options);
  if (!kept) return console.log(`seed ${options.seed} breaks nothing.`);
  tell(options, await simulate({ ...options, only: new Set(kept) }));
  console.log(`${kept.length} steps of ${options.steps} are left: ${kept.join(' ')}`);
}

async function main(): Promise<void> {
  const startedMs = performance.now();
  const [first, seeds, steps] = [count('seed'), count('seeds'), count('steps')];
  const happened = new Map<string, number>();
  const failed: number[] = [];
  for (let seed = first; seed < first + seeds; seed++) {
    const options = { seed, steps, ...chosenMutant() };
    if (values.shrink) {
      await tellShrunk(options);
      continue;
    }
    const result = await simulate(options);
    for (const [what, times] of result.counts) happened.set(what, (happened.get(what) ?? 0) + times);
    if (!result.breach) continue;
    failed.push(seed);
    tell(options, result);
  }
  if (values.shrink) return;
  const seconds = (performance.now() - startedMs) / 1_000;
  const times = [...happened].toSorted(([, a], [, b]) => b - a).map(([what, n]) => `${what} ${n}`);
  console.log(`What happened: ${times.join(', ')}.`);
  console.log(
    `${seeds} seeds × ${steps} steps in ${seconds.toFixed(1)} s, ${Math.round((seeds * steps) / seconds)} steps/s: ` +
      (failed.length === 0 ? 'no rule was broken.' : `broken by ${failed.join(', ')}.`),
  );
  if (failed.length > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

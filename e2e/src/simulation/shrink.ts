import type { SimulationOptions, SimulationResult } from './simulation.ts';

type Run = (options: SimulationOptions) => Promise<SimulationResult>;

/** Runs after which one is content with what is left. */
const runsMax = 300;

/**
 * Leaves out steps, ever fewer at a time, for as long as the same rule breaks: what remains is what matters. Resolves
 * to the steps that are left; `null` when the seed breaks nothing.
 */
export async function shrink(run: Run, options: SimulationOptions): Promise<readonly number[] | null> {
  const { breach } = await run(options);
  if (!breach) return null;
  let runs = 0;
  const breaks = async (kept: readonly number[]): Promise<boolean> => {
    runs++;
    return (await run({ ...options, only: new Set(kept) })).breach?.rule === breach.rule;
  };
  let kept: readonly number[] = Array.from({ length: options.steps }, (_, n) => n + 1);
  for (
    let size = Math.ceil(kept.length / 2);
    size >= 1 && runs < runsMax;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < kept.length && runs < runsMax; ) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (await breaks(fewer)) kept = fewer;
      else from += size;
    }
  }
  return kept;
}

import type { JobResult } from '../load/job.ts';
import { ratiosOf, type Spread, spreadOf } from '../measure/spread.ts';
import { type Metric, metricsOf } from './metrics.ts';

/** One contender's turn in one scenario. */
export interface Turn {
  readonly scenario: string;
  readonly contender: string;
  readonly round: number;
  /** Null when it failed; then `failure` says why. */
  readonly result: JobResult | null;
  readonly failure: string | null;
}

export interface Cell {
  readonly contender: string;
  readonly values: readonly (number | null)[];
  /** Null when no round has a value. */
  readonly spread: Spread | null;
  /** Against the base in the same round; null for the base itself, and without one. */
  readonly ratio: Spread | null;
}

export interface Row extends Omit<Metric, 'value'> {
  readonly cells: readonly Cell[];
}

/** The rounds of one scenario, metric by metric, each contender beside the base. */
export function summarise(turns: readonly Turn[], base: string): Row[] {
  const names = [...new Set(turns.map(({ contender }) => contender))];
  const rounds = [...new Set(turns.map(({ round }) => round))];
  const metrics = new Map(
    turns.map((turn) => [turn, new Map(turn.result ? metricsOf(turn.result).map((one) => [one.key, one]) : [])]),
  );
  const kinds = new Map([...metrics.values()].flatMap((found) => [...found]));
  return [...kinds].map(([key, { label, unit, better }]) => {
    const valuesOf = (contender: string): (number | null)[] =>
      rounds.map((round) => {
        const turn = turns.find((one) => one.contender === contender && one.round === round);
        return (turn && metrics.get(turn)?.get(key)?.value) ?? null;
      });
    const baseValues = valuesOf(base);
    const cells = names.map((contender) => {
      const values = valuesOf(contender);
      const ratios = contender === base ? [] : ratiosOf(values, baseValues);
      return { contender, values, spread: spread(values), ratio: spread(ratios) };
    });
    return { key, label, unit, better, cells };
  });
}

function spread(values: readonly (number | null)[]): Spread | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : spreadOf(known);
}

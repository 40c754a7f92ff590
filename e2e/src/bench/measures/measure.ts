import type { Measured } from '../report/row.ts';
import type { Stage } from '../stage/stage.ts';

export interface Measure {
  readonly name: string;
  /** What it tells, in a line. */
  readonly about: string;
  run(stage: Stage, how: { readonly repetitions: number }): Promise<Measured>;
}

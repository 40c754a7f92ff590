/** What was measured of one thing, once for each repetition. */
export interface Row {
  readonly what: string;
  readonly unit: 'ms' | 'kB' | 'MB' | '%' | 'score' | 'renders' | 'frames' | 'nodes';
  readonly values: readonly number[];
  readonly target?: Target;
}

/** What ought to come out, in the row's unit. */
export type Target = { readonly atMost: number } | { readonly atLeast: number };

/** The rows of one measure, and what else is worth knowing, such as the largest modules. */
export interface Measured {
  readonly rows: readonly Row[];
  readonly notes: readonly string[];
}

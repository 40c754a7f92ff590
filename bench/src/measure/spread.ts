/** How a number came out over the rounds of a run. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @throws RangeError when there is nothing to spread. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (place: number): number => {
    const value = sorted[place];
    if (value === undefined) throw new RangeError('no values');
    return value;
  };
  const last = sorted.length - 1;
  return { min: at(0), median: (at(Math.floor(last / 2)) + at(Math.ceil(last / 2))) / 2, max: at(last) };
}

/** Round by round, since two contenders of one round had the same machine. */
export function ratiosOf(values: readonly (number | null)[], base: readonly (number | null)[]): number[] {
  return values.flatMap((value, round) => {
    const other = base[round];
    return value === null || other === null || other === undefined || other === 0 ? [] : [value / other];
  });
}

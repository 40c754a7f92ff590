/** How a number came out over the repetitions. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** @throws RangeError when there is nothing to spread. */
export function spreadOf(values: readonly number[]): Spread {
  return { min: quantileOf(values, 0), median: quantileOf(values, 0.5), max: quantileOf(values, 1) };
}

/** The value that `share` of all are at or below; between two neighbours in proportion. @throws RangeError when there are none. */
export function quantileOf(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new RangeError('no values');
  return below + (above - below) * (place - Math.floor(place));
}

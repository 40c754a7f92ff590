/** How well a message answers: 0 not at all, 1 to the point, 2 helps, 3 answers. */
export type Grade = 0 | 1 | 2 | 3;

/**
 * Normalised discounted cumulative gain of the first `depth` (Järvelin & Kekäläinen 2002), with gains of 2^grade − 1: 1 when
 * no order would be better, 0 when nothing found is of use. Whatever nobody judged counts as 0.
 *
 * @param grades of what was found, the first first.
 * @param all grades of everything that was judged.
 */
export function ndcg(grades: readonly Grade[], all: readonly Grade[], depth: number): number {
  const best = gainOf(all.toSorted((a, b) => b - a).slice(0, depth));
  return best === 0 ? 0 : gainOf(grades.slice(0, depth)) / best;
}

function gainOf(grades: readonly Grade[]): number {
  return grades.reduce<number>((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0);
}

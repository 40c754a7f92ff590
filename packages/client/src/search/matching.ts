import { searchable } from './searchable.ts';

/** Something that can be named in several ways. */
export interface Named<T> {
  readonly item: T;
  /** The first is what it is called first of all. */
  readonly names: readonly string[];
  /** Words that tell of it; whatever is called so, or begins so, comes first. */
  readonly about?: readonly string[];
}

/** Those that a query may mean, the likeliest first: whose first name is it, whose first name begins with it, whose other words do, who contain it. What is only told of by the query follows those called so. */
export function matching<T>(query: string, all: readonly Named<T>[], limit: number): T[] {
  const text = searchable(query);
  const ranked: { item: T; rank: number; at: number }[] = [];
  for (const [at, { item, names, about = [] }] of all.entries()) {
    const rank = Math.min(
      ...names.map((name, n) => rankOf(searchable(name), text, n)),
      ...about.map((word) => Math.max(rankOf(searchable(word), text, 1), lastOfBeginnings) + 0.5),
    );
    if (Number.isFinite(rank)) ranked.push({ item, rank, at });
  }
  return ranked
    .toSorted((a, b) => a.rank - b.rank || a.at - b.at)
    .slice(0, limit)
    .map(({ item }) => item);
}

/** Another name than the first that begins with the query. */
const lastOfBeginnings = 3;

function rankOf(name: string, text: string, place: number): number {
  const isFirst = place === 0 ? 0 : 1;
  if (name === text) return isFirst;
  if (name.startsWith(text)) return lastOfBeginnings - 1 + isFirst;
  if (name.split(/[\s._-]+/).some((word) => word.startsWith(text))) return 4 + isFirst;
  return text.length > 1 && name.includes(text) ? 6 + isFirst : Number.POSITIVE_INFINITY;
}

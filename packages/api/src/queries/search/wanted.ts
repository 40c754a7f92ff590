import type { SearchClauseRow, SearchPhrases } from '@nova/db';

/** A word that was typed by itself. */
export interface WordWeight {
  /** What it counts: rare words more. */
  readonly weight: number;
  /** So many of its alternatives count in full: the word itself, or what was meant by it; the others are forms of it. */
  readonly whole: number;
}

/** Something that was typed; `word` is null for phrases, beginnings, exclusions, and scripts without spaces. */
export interface WantedClause extends SearchPhrases {
  readonly word: WordWeight | null;
}

/** What a text must have: every clause, or, where that finds too little, all but words and `least` of the words at `of`. */
export interface Wanted {
  readonly clauses: readonly WantedClause[];
  readonly needed: { readonly of: readonly number[]; readonly least: number } | null;
}

/** Lists of words, any one of which is enough, at most. */
const listsMax = 64;

/** As the database reads it. */
export function rowsOf({ clauses, needed }: Wanted): SearchClauseRow[] {
  const row = ({ any, prefix, not }: SearchPhrases): SearchPhrases => ({ any, prefix, not });
  if (needed === null) return clauses.map(row);
  const rest = clauses.filter(({ word }) => word === null).map(row);
  const words = needed.of.flatMap((place) => clauses[place] ?? []);
  const ordered = words.toSorted((a, b) => (b.word?.weight ?? 0) - (a.word?.weight ?? 0));
  return [...rest, { either: choices(ordered.map(row), needed.least).slice(0, listsMax) }];
}

/** Every way to take `count` of a list, those first that leave out what comes last. */
function choices<T>(all: readonly T[], count: number): T[][] {
  const take = (from: number, left: number): T[][] => {
    if (left === 0) return [[]];
    const found: T[][] = [];
    for (let at = from; at <= all.length - left; at++) {
      const one = all[at];
      if (one !== undefined) found.push(...take(at + 1, left - 1).map((more) => [one, ...more]));
      if (found.length >= listsMax) break;
    }
    return found;
  };
  return take(0, count);
}

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

/** Words of which some may be missing, at most; of more, the rarest must be there. */
const choosable = 8;

/** As the database reads it. */
export function rowsOf({ clauses, needed }: Wanted): SearchClauseRow[] {
  const row = ({ any, prefix, not }: SearchPhrases): SearchPhrases => ({ any, prefix, not });
  if (needed === null) return clauses.map(row);
  const rest = clauses.filter(({ word }) => word === null).map(row);
  const words = needed.of.flatMap((place) => clauses[place] ?? []);
  const ordered = words.toSorted((a, b) => (b.word?.weight ?? 0) - (a.word?.weight ?? 0)).map(row);
  const spare = words.length - needed.least;
  return [...rest, ...ordered.slice(0, -choosable), ...allBut(ordered.slice(-choosable), spare)];
}

/**
 * All but `spare` of these words, those that are spared shared out over two halves: of eight all but three takes 71 words,
 * where each choice written out takes 280, and the index looks at every one for each text that has any.
 */
function allBut(words: readonly SearchPhrases[], spare: number): SearchClauseRow[] {
  if (spare === 0) return [...words];
  if (spare === words.length) return [];
  if (spare === words.length - 1) return [{ any: words.flatMap(({ any }) => any), prefix: false, not: false }];
  const middle = words.length >> 1;
  const [first, second] = [words.slice(0, middle), words.slice(middle)];
  const shares = Array.from({ length: spare + 1 }, (_, share) => share).filter(
    (share) => share <= first.length && spare - share <= second.length,
  );
  return [{ either: shares.map((share) => [...allBut(first, share), ...allBut(second, spare - share)]) }];
}

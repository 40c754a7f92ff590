import { type SearchClause, searchWords, type SearchInput } from '@nova/contract';
import { nearWords, type NearWord, type SearchClauseRow, type SearchPhrases } from '@nova/db';
import type { ApiParts } from '../../parts.ts';
import { clauseRow } from './asked-for.ts';
import { isOneTypo } from './is-one-typo.ts';
import type { SearchCursor } from './search-cursor.ts';

/** A search that asks for less than the one that found too little. */
export interface RelaxedSearch {
  readonly rows: readonly SearchClauseRow[];
  readonly corrected: { readonly word: string; readonly instead: string[] }[];
  /** What each word counts: rare ones more. */
  readonly weights: SearchCursor['weights'];
}

/** Words that are left out at a time, at most; and lists that this makes, at most. */
const leftOutMax = 3;
const listsMax = 64;
/** A word that one message in this many has says little: it need not be there. */
const commonOneIn = 40;

interface Word {
  readonly clause: SearchClause;
  readonly rarity: number;
  readonly phrases: SearchPhrases;
}

/**
 * What else may have been meant, the closest first: typos mended; then, by relevance, without the words that are in
 * everything; then with all but one, all but two of the others, down to half of them.
 */
export async function* relaxed(
  parts: ApiParts,
  { clauses, sort }: { readonly clauses: readonly SearchClause[]; readonly sort: SearchInput['sort'] },
): AsyncGenerator<RelaxedSearch, void> {
  const plain = clauses.filter((clause) => wordOf(clause) !== null);
  if (plain.length === 0) return;
  const typed = [...new Set(plain.map((clause) => wordOf(clause) ?? ''))];
  const known = new Map((await nearWords(parts.db.search, typed)).map((row) => [row.word, row]));
  const corrected = typed.flatMap((word) => {
    const instead = mended(known.get(word));
    return instead.length > 0 ? [{ word, instead }] : [];
  });
  const words = plain.map((clause): Word => {
    const row = known.get(wordOf(clause) ?? '');
    const phrases = clauseRow(clause);
    return { clause, rarity: row?.rarity ?? 0, phrases: { ...phrases, any: [...phrases.any, ...mended(row)] } };
  });
  const rest = clauses.filter((clause) => !plain.includes(clause)).map(clauseRow);
  const weights = weightsOf(words);
  if (corrected.length > 0) yield { rows: [...rest, ...words.map(({ phrases }) => phrases)], corrected, weights };
  if (sort === 'time' || words.length < 2) return;
  const telling = words.filter(({ rarity }) => rarity > Math.log(commonOneIn));
  const needed = telling.length > 0 ? telling : words;
  const fewest = Math.max(1, Math.ceil(needed.length / 2), needed.length - leftOutMax);
  for (let count = needed.length; count >= fewest; count--) {
    if (count === words.length) continue;
    const either = choices(needed, count).slice(0, listsMax);
    yield { rows: [...rest, { either: either.map((list) => list.map(({ phrases }) => phrases)) }], corrected, weights };
  }
}

/** The one plain word of a clause; null for phrases, prefixes, exclusions and scripts without spaces. */
function wordOf(clause: SearchClause): string | null {
  const [first, ...more] = searchWords(clause.text);
  if (!first || more.length > 0 || first.isUnspaced) return null;
  return clause.isPhrase || clause.isExcluded || clause.isPrefix ? null : first.word;
}

/** What a word that hardly anybody uses may have been meant to be. */
function mended(row: NearWord | undefined): string[] {
  return row && row.seen === 0 ? row.near.filter((near) => isOneTypo(row.word, near)) : [];
}

/** A mended word counts for the one that was typed. */
function weightsOf(words: readonly Word[]): SearchCursor['weights'] {
  return words.map(({ phrases, rarity }) => ({
    words: phrases.any.map((text) => searchWords(text)[0]?.word ?? ''),
    weight: Math.max(rarity, 0.1),
  }));
}

/** Every way to take `count` of a list, those first that leave out what comes last when the rarest stands first. */
function choices(words: readonly Word[], count: number): Word[][] {
  const ordered = words.toSorted((a, b) => b.rarity - a.rarity);
  const take = (from: number, left: number): Word[][] => {
    if (left === 0) return [[]];
    const found: Word[][] = [];
    for (let at = from; at <= ordered.length - left; at++) {
      const word = ordered[at];
      if (word) found.push(...take(at + 1, left - 1).map((more) => [word, ...more]));
    }
    return found;
  };
  return take(0, count);
}

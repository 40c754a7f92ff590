import type { SearchInput, SearchOutput } from '@nova/contract';
import { nearWords } from '@nova/db';
import type { ApiParts } from '../../parts.ts';
import { isOneTypo } from './is-one-typo.ts';
import type { TypedClause } from './typed-search.ts';
import type { Wanted } from './wanted.ts';

/** A search that asks for less than the one that found too little. */
export interface RelaxedSearch {
  readonly wanted: Wanted;
  readonly corrected: SearchOutput['corrected'];
}

/** Words that are left out at a time, at most. */
const leftOutMax = 3;
/** A word that one message in this many has says little: it need not be there. */
const commonOneIn = 40;

/** What is asked for first. By relevance words that say little need not be there, where others say enough. */
export function firstWanted(clauses: readonly TypedClause[], sort: SearchInput['sort']): Wanted {
  const words = clauses.filter(({ word }) => word !== null);
  const of = tellingOf(clauses);
  const isEnough = of.length > 1 || words.length - words.filter(({ isStop }) => isStop).length === of.length;
  const isLoose = sort === 'relevance' && isEnough && of.length < words.length;
  return { clauses, needed: isLoose ? { of, least: of.length } : null };
}

/** The places of the words that say something: those that are rare enough, else those that are no stop words, else all. */
function tellingOf(clauses: readonly TypedClause[]): number[] {
  const places = (is: (clause: TypedClause) => boolean): number[] =>
    clauses.flatMap((clause, place) => (clause.word !== null && is(clause) ? [place] : []));
  const telling = places(({ isStop, rarity }) => !isStop && rarity > Math.log(commonOneIn));
  if (telling.length > 0) return telling;
  const meant = places(({ isStop }) => !isStop);
  return meant.length > 0 ? meant : places(() => true);
}

/**
 * What else may have been meant, the closest first: typos mended; then, by relevance, without the words that are in
 * everything; then with all but one, all but two of the others, down to half of them.
 */
export async function* relaxed(
  parts: Pick<ApiParts, 'db'>,
  typed: readonly TypedClause[],
  sort: SearchInput['sort'],
): AsyncGenerator<RelaxedSearch, void> {
  const { clauses, corrected } = await mended(parts, typed);
  if (corrected.length > 0) yield { wanted: { clauses, needed: null }, corrected };
  const words = clauses.filter(({ word }) => word !== null);
  if (sort === 'time' || words.length < 2) return;
  const of = tellingOf(clauses);
  const fewest = Math.max(1, Math.ceil(of.length / 2), of.length - leftOutMax);
  // What was asked for first found too little.
  const isAsked = corrected.length === 0 && firstWanted(typed, sort).needed !== null;
  for (let least = isAsked ? of.length - 1 : of.length; least >= fewest; least--)
    if (least < words.length) yield { wanted: { clauses, needed: { of, least } }, corrected };
}

/** With what a word that nobody uses may have been meant to be. */
async function mended(
  parts: Pick<ApiParts, 'db'>,
  typed: readonly TypedClause[],
): Promise<{ clauses: TypedClause[]; corrected: SearchOutput['corrected'] }> {
  const isUnknown = ({ word, any, seen }: TypedClause): boolean => word !== null && seen === 0 && any.length === 1;
  const unknown = typed.filter(isUnknown).map((clause) => clause.typed ?? '');
  const rows = unknown.length === 0 ? [] : await nearWords(parts.db.search, unknown);
  const near = new Map(rows.map((row) => [row.word, row.near.filter((other) => isOneTypo(row.word, other))]));
  const corrected: { word: string; instead: string[] }[] = [];
  const clauses = typed.map((clause): TypedClause => {
    const instead = near.get(clause.typed ?? '') ?? [];
    if (clause.word === null || instead.length === 0) return clause;
    corrected.push({ word: clause.typed ?? '', instead });
    const { weight } = clause.word;
    return { ...clause, any: [...clause.any, ...instead], word: { weight, whole: 1 + instead.length } };
  });
  return { clauses, corrected };
}

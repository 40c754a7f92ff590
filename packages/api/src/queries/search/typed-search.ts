import { type SearchClause, searchWords } from '@nova/contract';
import { wordFacts } from '@nova/db';
import type { ApiParts } from '../../parts.ts';
import { clauseRow } from './asked-for.ts';
import type { WantedClause } from './wanted.ts';

/** A clause as it was typed, with what people make of it. */
export interface TypedClause extends WantedClause {
  /** The word that it is; null when it is something else. */
  readonly typed: string | null;
  /** Messages that have the word, roughly. */
  readonly seen: number;
  readonly rarity: number;
  /** It only holds other words together. */
  readonly isStop: boolean;
}

/** Common words count a little, too; most of those that only hold others together are. */
const leastWeight = 0.1;
const mostOfStopWords = 1;
/** Numbers and words of one or two letters are not counted among those that people use: about as rare as most words. */
const rarityOfUncounted = 5;
const isCounted = (word: string): boolean => word.length > 2 && !/\d/u.test(word);

/** Looks up the words of a search, each once: a word is found in all its forms. */
export async function typedSearch(
  parts: Pick<ApiParts, 'db'>,
  clauses: readonly SearchClause[],
): Promise<TypedClause[]> {
  const words = new Set(clauses.map(wordOf).filter((word) => word !== null));
  const rows = words.size === 0 ? [] : await wordFacts(parts.db.search, [...words]);
  const facts = new Map(rows.map((row) => [row.word, row]));
  return clauses.flatMap((clause): TypedClause[] => {
    const row = clauseRow(clause);
    const typed = wordOf(clause);
    if (typed === null) return [{ ...row, word: null, typed, seen: 0, rarity: 0, isStop: false }];
    if (!words.delete(typed)) return [];
    const fact = facts.get(typed);
    const { seen = 0, forms = [], isStop = false } = fact ?? {};
    const counted = isCounted(typed) ? (fact?.rarity ?? 0) : rarityOfUncounted;
    const rarity = isStop ? Math.min(counted, mostOfStopWords) : counted;
    const word = { weight: Math.max(rarity, leastWeight), whole: 1 };
    return [{ ...row, any: [...row.any, ...forms], word, typed, seen, rarity, isStop }];
  });
}

/** The one plain word of a clause; null for phrases, prefixes, exclusions and scripts without spaces. */
function wordOf(clause: SearchClause): string | null {
  const [first, ...more] = searchWords(clause.text);
  if (!first || more.length > 0 || first.isUnspaced) return null;
  return clause.isPhrase || clause.isExcluded || clause.isPrefix ? null : first.word;
}

import type { Query } from '../../connection/query.ts';

/** A word that was typed: how many messages have it, and what else may have been meant. */
export interface NearWord {
  readonly word: string;
  readonly seen: number;
  /** How rare it is: the logarithm of one in how many messages has it, about. */
  readonly rarity: number;
  /** Words that people use and that are one typo away: a letter too many, too few, another, or two swapped; the most used first. */
  readonly near: readonly string[];
}

const nearMax = 4;
/** A shorter word is one letter away from too much. */
const typoFromChars = 4;

/**
 * Looks words up among those that people use. Words are compared as they are entered (`searchWords` of the contract).
 *
 * Lock: none. Index: `search_words_pkey`, `search_words_variants`.
 * Source: symmetric deletion (Garbe, SymSpell): two words one edit apart share a variant with one letter deleted.
 */
export function nearWords(query: Query, words: readonly string[]): Promise<readonly NearWord[]> {
  return query<NearWord>`
    select typed.word, coalesce(known.seen, 0) as seen,
      ln((1 + greatest(progress.words_to, coalesce(known.seen, 0)))::float8 / (1 + coalesce(known.seen, 0))) as rarity, (
      select coalesce(json_agg(word), '[]') from (
        select word from search_words
        where length(typed.word) >= ${typoFromChars} and length(word) >= ${typoFromChars - 1} and word <> typed.word
          and variants && nova_word_variants(typed.word)
          and abs(length(word) - length(typed.word)) <= 1
        order by seen desc, word limit ${nearMax}
      ) as candidates
    ) as near
    from unnest(${words}::text[]) as typed(word) cross join search_progress progress
    left join search_words known on known.word = typed.word`;
}

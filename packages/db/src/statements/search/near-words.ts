import type { Query } from '../../connection/query.ts';

/** A word that was typed, and what else may have been meant. */
export interface NearWord {
  readonly word: string;
  /** Words that people use and that are one typo away: a letter too many, too few, another, or two swapped; the most used first. */
  readonly near: readonly string[];
}

const nearMax = 4;
/** A shorter word is one letter away from too much. */
const typoFromChars = 4;

/**
 * Words that may have been meant by others. Words are compared as they are entered (`searchWords` of the contract).
 *
 * Lock: none. Index: `search_words_variants`.
 * Source: symmetric deletion (Garbe, SymSpell): two words one edit apart share a variant with one letter deleted.
 */
export function nearWords(query: Query, words: readonly string[]): Promise<readonly NearWord[]> {
  return query<NearWord>`
    select typed.word, (
      select coalesce(json_agg(word), '[]') from (
        select word from search_words
        where length(typed.word) >= ${typoFromChars} and length(word) >= ${typoFromChars - 1} and word <> typed.word
          and variants && nova_word_variants(typed.word)
          and abs(length(word) - length(typed.word)) <= 1
        order by seen desc, word limit ${nearMax}
      ) as candidates
    ) as near
    from unnest(${words}::text[]) as typed(word)`;
}

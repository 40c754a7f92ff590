import type { Query } from '../../connection/query.ts';

/** A word that was typed, as people use it. */
export interface WordFacts {
  readonly word: string;
  /** Messages that have it, roughly. */
  readonly seen: number;
  /** How rare it is: the logarithm of one in how many messages has it, about. */
  readonly rarity: number;
  /** Whether it is one of the words of English that hold others together: `how`, `to`, `the`. */
  readonly isStop: boolean;
  /** Other forms of it that people use, the most used first: `drivers` for `driver`. */
  readonly forms: readonly string[];
}

const formsMax = 6;
/** What may follow a stem. A form counts only if it has the same stem. */
const endings = [
  '',
  's',
  'es',
  'ed',
  'd',
  'ing',
  'e',
  'er',
  'ers',
  'ion',
  'ions',
  'ation',
  'ations',
  'y',
  'ying',
  'ies',
];

/**
 * Looks words up among those that people use. Words are compared as they are entered (`searchWords` of the contract); the
 * forms are those of English, the language of which a stem says most.
 *
 * Lock: none. Index: `search_words_pkey`: forms are made and looked up, since a prefix is served by an index in some
 * collations only. Rejected: stems in `search_entries` (of one language, and every entry would be made anew).
 */
export function wordFacts(query: Query, words: readonly string[]): Promise<readonly WordFacts[]> {
  return query<WordFacts>`
    select typed.word, coalesce(known.seen, 0) as seen, coalesce(typed.stems = '{}', false) as "isStop",
      ln((1 + greatest(progress.words_to, coalesce(known.seen, 0)))::float8 / (1 + coalesce(known.seen, 0))) as rarity, (
      select coalesce(json_agg(word), '[]') from (
        select form.word from search_words form
        where form.word <> typed.word and ts_lexize('pg_catalog.english_stem', form.word) = typed.stems
          and form.word = any(array(
            select made from unnest(${endings}::text[]) as ending, lateral (
              values (typed.stems[1] || ending), (typed.stems[1] || right(typed.stems[1], 1) || ending),
                (case when typed.stems[1] like '%i' then left(typed.stems[1], -1) || ending end)
            ) as forms(made)))
        order by form.seen desc, form.word limit ${formsMax}
      ) as others
    ) as forms
    from (
      select word, case when word ~ '^[a-z]+$' then ts_lexize('pg_catalog.english_stem', word) end as stems
      from unnest(${words}::text[]) as word
    ) as typed cross join search_progress progress
    left join search_words known on known.word = typed.word`;
}

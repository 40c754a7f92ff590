import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';

/**
 * The words that people use, for finding what was meant by one that nobody has written. Collected after the fact by one
 * node; says nothing about who wrote them or where.
 */
export const searchWords = pgTable(
  'search_words',
  {
    word: text('word').primaryKey(),
    /** Messages with it, roughly. */
    seen: integer('seen').notNull(),
    /** The word, and the word without each one of its letters: words one typo apart share one of these. */
    variants: text('variants').array().notNull(),
  },
  (table) => [
    // A word with a typo: the words that share one of its variants, without a look at any other.
    index('search_words_variants').using('gin', table.variants),
  ],
);

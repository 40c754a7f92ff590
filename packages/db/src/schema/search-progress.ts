import { bigint, check, pgTable, smallint, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

/** One row: how far the collector of words and older messages has come. */
export const searchProgress = pgTable(
  'search_progress',
  {
    id: smallint('id').primaryKey().default(1),
    /** Messages older than search are entered up to this id; null when all of them are. */
    enteredTo: uuid('entered_to').default('00000000-0000-0000-0000-000000000000'),
    /** Words of entries are counted up to this number. */
    wordsTo: bigint('words_to', { mode: 'number' }).notNull().default(0),
  },
  () => [check('search_progress_one_row', sql`id = 1`)],
);

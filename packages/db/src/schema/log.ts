import { sql } from 'drizzle-orm';
import { check, pgTable, smallint, text } from 'drizzle-orm/pg-core';

/** One row: which log this is (D9). */
export const log = pgTable(
  'log',
  {
    id: smallint('id').primaryKey().default(1),
    /** In every cursor; replaced when this database is another one than the cursors were made from. */
    epoch: text('epoch').notNull(),
    /** What the database looked like when the epoch was made. */
    fingerprint: text('fingerprint').notNull(),
  },
  () => [check('log_one_row', sql`id = 1`)],
);

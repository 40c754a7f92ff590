import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { users } from './users.ts';

/** Who each person of an import is here: decided once, so that another run finds the same, whatever changed since. */
export const importPeople = pgTable(
  'import_people',
  {
    source: text('source').notNull(),
    key: text('key').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
  },
  (table) => [
    // An import asks for many people of its one source.
    primaryKey({ columns: [table.source, table.key] }),
    // imports.messages: whether an account is the author of any import.
    index('import_people_user').on(table.userId),
  ],
);

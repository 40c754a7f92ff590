import { index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';

/**
 * Which message forwards which. Who may read the one may read the other, as it was then, for as long as neither is
 * deleted: never a copy of it. Written once, under the lock of the conversation that it is forwarded to.
 */
export const forwards = pgTable(
  'forwards',
  {
    messageId: uuid('message_id').notNull(),
    originalId: uuid('original_id').notNull(),
    /** Of the original, as the forwarder saw it. */
    version: integer('version').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId] }),
    // Who may read the files of a message.
    index('forwards_original').on(table.originalId),
  ],
);

import { integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';
import { messages } from './messages.ts';

/** The versions of a message that are no longer current: an edit moves the old one here (W3). */
export const revisions = pgTable(
  'revisions',
  {
    messageId: uuid('message_id')
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    version: integer('version').notNull(),
    /** Null once purged (X2). */
    body: text('body'),
    /** The seq of the event that made this version. */
    seq: seqColumn('seq').notNull(),
    /** When this version was made. */
    at: instant('at').notNull(),
  },
  // message.revisions reads them in order; the log reads the body of one version.
  (table) => [
    // All texts of one message, in their order.
    primaryKey({ columns: [table.messageId, table.version] }),
  ],
);

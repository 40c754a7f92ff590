import { index, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { seqColumn } from './columns.ts';

/**
 * What is shown of the links of messages: for each message.previewed event the pages it tells of. Never changed, only
 * erased with its message. Those of `messages.preview_seq` are shown now.
 */
export const messagePreviews = pgTable(
  'message_previews',
  {
    messageId: uuid('message_id').notNull(),
    seq: seqColumn('seq').notNull(),
    position: smallint('position').notNull(),
    /** As it stands in the message. */
    url: text('url').notNull(),
    pageId: uuid('page_id').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.seq, table.position] }),
    // Whether a page is shown anywhere.
    index('message_previews_page').on(table.pageId),
  ],
);

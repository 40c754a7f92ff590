import { index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { messages } from './messages.ts';

export const pins = pgTable(
  'pins',
  {
    messageId: uuid('message_id')
      .primaryKey()
      .references(() => messages.id, { onDelete: 'cascade' }),
    conversationId: uuid('conversation_id').notNull(),
    pinnedBy: uuid('pinned_by').notNull(),
    at: instant('at').notNull(),
  },
  // What is pinned in one conversation, newest first.
  (table) => [index('pins_conversation').on(table.conversationId, table.at)],
);

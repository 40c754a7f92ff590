import { index, integer, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Messages whose links are to be looked up; which links, the message says. Written in the transaction that commits it,
 * so that whoever dies, another node looks.
 */
export const previewTasks = pgTable(
  'preview_tasks',
  {
    messageId: uuid('message_id').primaryKey(),
    conversationId: uuid('conversation_id').notNull(),
    /** Of the message that is to be looked at. */
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Nobody looks before then. */
    dueAt: instant('due_at').notNull().defaultNow(),
  },
  (table) => [index('preview_tasks_due').on(table.dueAt)],
);

import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Messages that people keep for themselves, with the reminders they asked for. Written by the person alone and by the
 * reminders; the rows of a message go when it is deleted. No foreign keys, for the reason of `messages`.
 */
export const savedMessages = pgTable(
  'saved_messages',
  {
    userId: uuid('user_id').notNull(),
    messageId: uuid('message_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    savedAt: instant('saved_at').notNull(),
    /** Null as long as it is to do. */
    doneAt: instant('done_at'),
    /** A reminder that is still to come. */
    remindAt: instant('remind_at'),
    /** The time of the reminder that has come. */
    dueAt: instant('due_at'),
    /** When the person's inboxes were told of it; null: still to be done, by any node. */
    toldAt: instant('told_at'),
  },
  (table) => [
    // In this order since a page asks which of its messages one person has saved.
    primaryKey({ columns: [table.userId, table.messageId] }),
    // What one has to do, and what one has done, the newest first.
    index('saved_messages_todo').on(table.userId, table.savedAt).where(sql`done_at is null`),
    index('saved_messages_done').on(table.userId, table.doneAt, table.messageId).where(sql`done_at is not null`),
    // A deletion takes them with it.
    index('saved_messages_message').on(table.messageId),
    // Reminders whose time has come, and those that came and were not told yet: both empty nearly always.
    index('saved_messages_remind').on(table.remindAt).where(sql`remind_at is not null`),
    index('saved_messages_untold').on(table.dueAt).where(sql`due_at is not null and told_at is null`),
  ],
);

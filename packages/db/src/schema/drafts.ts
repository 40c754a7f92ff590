import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { instant } from './columns.ts';

/**
 * What people have begun to write: one for each person and conversation or thread. The rows of a conversation go when
 * the person does. No foreign keys, for the reason of `messages`.
 */
export const drafts = pgTable(
  'drafts',
  {
    userId: uuid('user_id').notNull(),
    /** The conversation, or the root of the thread. */
    placeId: uuid('place_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    threadRootId: uuid('thread_root_id'),
    replyToId: uuid('reply_to_id'),
    /** Empty once it was sent or taken back: the row stays for a while, so that a device that lags behind brings nothing back. */
    body: text('body').notNull(),
    version: integer('version').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    // In this order since a device asks for all drafts of its person, and sets one.
    primaryKey({ columns: [table.userId, table.placeId] }),
    // The sweep: what is no draft any more, oldest first.
    index('drafts_cleared').on(table.updatedAt).where(sql`body = '' and reply_to_id is null`),
  ],
);

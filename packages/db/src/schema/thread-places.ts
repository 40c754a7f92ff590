import { boolean, index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';

/**
 * Where a person is in a thread: how far they have read it, and whether they follow it. Unread counts are computed from
 * it and the log (A4). The rows of a conversation go when the person does. No foreign keys, for the reason of `messages`.
 */
export const threadPlaces = pgTable(
  'thread_places',
  {
    userId: uuid('user_id').notNull(),
    rootId: uuid('root_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    /** Null: neither by a reply nor by hand; false: stopped by hand. */
    following: boolean('following'),
    /** Only ever rises. */
    readSeq: seqColumn('read_seq').notNull(),
    /** When they last read it; null where they never did, or an older server wrote it. */
    readAt: instant('read_at'),
  },
  (table) => [
    // In this order since a page asks for the places of one person in its threads.
    primaryKey({ columns: [table.userId, table.rootId] }),
    // The threads that one follows, in one conversation or in all.
    index('thread_places_person').on(table.userId, table.conversationId),
  ],
);

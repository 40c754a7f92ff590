import { pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';
import { conversations } from './conversations.ts';
import { users } from './users.ts';

/** How far a person has read; unread counts are computed from it and the log (A4). Only ever rises. */
export const readPositions = pgTable(
  'read_positions',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    readSeq: seqColumn('read_seq').notNull(),
    /** When it last moved, or might have; null for what an older server wrote. */
    readAt: instant('read_at'),
  },
  // Read for all conversations of one person at once, hence the person first.
  (table) => [
    // In this order since the list of conversations asks for all positions of one person.
    primaryKey({ columns: [table.userId, table.conversationId] }),
  ],
);

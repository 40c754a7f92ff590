import { index, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';

/**
 * Of which messages each person was to be told when it was decided. Whether they still are is found out whenever it is
 * asked: nothing of the message stands here (X1). No foreign keys, for the reason of `messages`.
 */
export const notifications = pgTable(
  'notifications',
  {
    userId: uuid('user_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    messageId: uuid('message_id').notNull(),
    seq: seqColumn('seq').notNull(),
    decidedAt: instant('decided_at').notNull(),
  },
  (table) => [
    // All of a person, those of one conversation together, the newest first when read backwards.
    primaryKey({ columns: [table.userId, table.conversationId, table.seq] }),
    // The sweep: oldest first.
    index('notifications_decided').on(table.decidedAt),
  ],
);

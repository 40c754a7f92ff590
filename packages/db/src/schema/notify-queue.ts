import { bigserial, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';

/**
 * Commits of which somebody may have to be told, until a node has decided whom. Written with the commit, and only where
 * anybody wants to be told at all; deleted in the transaction that decides. No foreign keys, for the reason of `messages`.
 */
export const notifyQueue = pgTable('notify_queue', {
  // Its order is that of the deciding; no other index, since every row is written and deleted once.
  id: bigserial('id', { mode: 'bigint' }).primaryKey(),
  conversationId: uuid('conversation_id').notNull(),
  firstSeq: seqColumn('first_seq').notNull(),
  lastSeq: seqColumn('last_seq').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

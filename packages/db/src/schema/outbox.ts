import { bigserial, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';

/** Commits whose events may not have reached Redis yet (R2). Small: a row lives for milliseconds. */
export const outbox = pgTable('outbox', {
  // Its order is the sweeper's; no other index, since every row is written and deleted once.
  id: bigserial('id', { mode: 'bigint' }).primaryKey(),
  conversationId: uuid('conversation_id').notNull(),
  firstSeq: seqColumn('first_seq').notNull(),
  lastSeq: seqColumn('last_seq').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
});

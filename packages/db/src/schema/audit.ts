import { sql } from 'drizzle-orm';
import { bigserial, check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** Who did what, and who was refused what (W8). Never a message body. No foreign keys: refused targets may not exist. */
export const audit = pgTable(
  'audit',
  {
    id: bigserial('id', { mode: 'bigint' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    requestId: text('request_id').notNull(),
    actorId: uuid('actor_id').notNull(),
    action: text('action').notNull(),
    conversationId: uuid('conversation_id'),
    /** The message, user or session it was done to. */
    targetId: uuid('target_id'),
    verdict: text('verdict', { enum: ['accepted', 'refused'] }).notNull(),
    reason: text('reason'),
    beforeVersion: integer('before_version'),
    afterVersion: integer('after_version'),
    details: jsonb('details'),
  },
  (table) => [
    check('audit_verdict', sql`verdict in ('accepted', 'refused')`),
    // Operators ask what happened in a conversation, and what a person did.
    index('audit_conversation').on(table.conversationId, table.id),
    index('audit_actor').on(table.actorId, table.id),
  ],
);

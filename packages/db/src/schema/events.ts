import { noticeTypes } from '@nova/contract';
import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';

const noticeList = noticeTypes.map((type) => `'${type}'`).join(', ');

/**
 * The log (L1–L4): what happened in each conversation, in commit order, for ever. Never a message body (L2): those
 * are in messages and revisions only, and are looked up when an event is read.
 */
export const events = pgTable(
  'events',
  {
    conversationId: uuid('conversation_id').notNull(),
    seq: seqColumn('seq').notNull(),
    v: smallint('v').notNull(),
    type: text('type').notNull(),
    actorId: uuid('actor_id').notNull(),
    messageId: uuid('message_id'),
    at: instant('at').notNull(),
    /** What the type needs beside the columns: see `EventPayload`. */
    payload: jsonb('payload'),
  },
  // The only way the log is read: one conversation from one position on. It also makes a double seq impossible.
  (table) => [
    // The log is read in this order; no two events have one place (L1).
    primaryKey({ columns: [table.conversationId, table.seq] }),
    // What a page of history tells between its messages, however many other events lie there.
    index('events_notices')
      .on(table.conversationId, table.seq)
      .where(sql.raw(`type in (${noticeList})`)),
  ],
);

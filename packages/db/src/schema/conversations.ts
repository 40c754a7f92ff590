import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { idColumn, instant, seqColumn } from './columns.ts';

/**
 * Conversations. The row is also the lock of everything in the conversation (W1) and the counter of its log (L1):
 * `last_seq` changes with every event, so no index may contain it (updates stay within their page, see fillfactor
 * in drizzle/).
 */
export const conversations = pgTable(
  'conversations',
  {
    id: idColumn(),
    kind: text('kind', { enum: ['direct', 'group', 'channel'] }).notNull(),
    title: text('title'),
    topic: text('topic').notNull().default(''),
    /** The two user ids of a direct conversation, sorted: unique, so a pair has one conversation. */
    directKey: text('direct_key').unique('conversations_direct_key'),
    /** What an import fills it from: unique, so the same source is the same channel for ever. */
    importSource: text('import_source').unique('conversations_import_source'),
    lastSeq: seqColumn('last_seq').notNull().default(0),
    memberCount: integer('member_count').notNull().default(0),
    createdBy: uuid('created_by').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Of title and topic. */
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    check('conversations_kind', sql`kind in ('direct', 'group', 'channel')`),
    // conversation.browse reads public channels, of which there are few among many conversations.
    index('conversations_channels').on(table.title).where(sql`kind = 'channel'`),
  ],
);

import { sql } from 'drizzle-orm';
import { index, integer, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';
import { notifyDevices } from './notify-devices.ts';

/**
 * What a device is to be told about one conversation, as a state and not as a list: when `due_at` has come, it is told how
 * things stand then. So what came together is told together, and what is not true any more is told by nobody.
 */
export const pushes = pgTable(
  'pushes',
  {
    sessionId: uuid('session_id')
      .notNull()
      .references(() => notifyDevices.sessionId, { onDelete: 'cascade' }),
    conversationId: uuid('conversation_id').notNull(),
    /** Null: the device knows how things stand. */
    dueAt: instant('due_at'),
    /** A node is sending it, and is given until then. */
    claimedUntil: instant('claimed_until'),
    /** How often it was tried since it became due. */
    attempts: integer('attempts').notNull().default(0),
    /** Rises whenever there is something new to tell, also while it is being sent. */
    version: integer('version').notNull().default(1),
    /** The newest message that the device shows; null when it shows nothing of this conversation. */
    shownSeq: seqColumn('shown_seq'),
  },
  (table) => [
    // In this order since a device is asked for together with all that it shows.
    primaryKey({ columns: [table.sessionId, table.conversationId] }),
    // What is due.
    index('pushes_due').on(table.dueAt).where(sql`due_at is not null`),
    // What a deletion, an edit or somebody's leaving changes on devices.
    index('pushes_shown').on(table.conversationId).where(sql`shown_seq is not null`),
  ],
);

import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Messages to be sent later. A row is settled in the transaction that sends its message, so it is sent once; what was
 * sent or cancelled stays for a while without its text, so that making it again makes nothing. No foreign keys, for the
 * reason of `messages`.
 */
export const scheduled = pgTable(
  'scheduled',
  {
    userId: uuid('user_id').notNull(),
    /** Under which it is sent. */
    clientId: uuid('client_id').notNull(),
    conversationId: uuid('conversation_id').notNull(),
    threadRootId: uuid('thread_root_id'),
    replyToId: uuid('reply_to_id'),
    alsoSend: boolean('also_send').notNull(),
    body: text('body').notNull(),
    /** Of its sender and in no message; in the order in which they are attached. A trigger lets nobody send it without them. */
    fileIds: uuid('file_ids').array().notNull().default(sql`'{}'`),
    dueAt: instant('due_at').notNull(),
    version: integer('version').notNull().default(1),
    state: text('state', { enum: ['waiting', 'refused', 'sent', 'cancelled'] })
      .notNull()
      .default('waiting'),
    /** Why it was refused when it was due. */
    refusal: text('refusal'),
    /** A node has taken it up, and is given until then. */
    claimedUntil: instant('claimed_until'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    // All of one person; the same one created again is the same (Y3).
    primaryKey({ columns: [table.userId, table.clientId] }),
    check('scheduled_state', sql`state in ('waiting', 'refused', 'sent', 'cancelled')`),
    // What is due.
    index('scheduled_due').on(table.dueAt).where(sql`state = 'waiting'`),
    // The sweep: what is over, oldest first.
    index('scheduled_over').on(table.updatedAt).where(sql`state in ('sent', 'cancelled')`),
  ],
);

import { sql } from 'drizzle-orm';
import { boolean, check, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';
import { conversations } from './conversations.ts';
import { users } from './users.ts';

/** Who is in a conversation now. Changed only under the conversation's lock; the row goes when the person does. */
export const members = pgTable(
  'members',
  {
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['owner', 'admin', 'member'] }).notNull(),
    notify: text('notify', { enum: ['all', 'mentions', 'nothing'] })
      .notNull()
      .default('all'),
    /** Whether the member keeps the conversation at the top of their list. */
    favourite: boolean('favourite').notNull().default(false),
    joinedAt: instant('joined_at').notNull().defaultNow(),
    /** The seq of the event that made them a member: what came before counts as read. */
    joinedSeq: seqColumn('joined_seq').notNull(),
  },
  (table) => [
    // In this order since commands ask for "this person in this conversation" and pages for "everybody in it".
    primaryKey({ columns: [table.conversationId, table.userId] }),
    // conversation.list and inbox.changes: every conversation of one person.
    index('members_user').on(table.userId, table.conversationId),
    check('members_role', sql`role in ('owner', 'admin', 'member')`),
    check('members_notify', sql`notify in ('all', 'mentions', 'nothing')`),
  ],
);

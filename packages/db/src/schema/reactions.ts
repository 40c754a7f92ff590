import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';
import { messages } from './messages.ts';

export const reactions = pgTable(
  'reactions',
  {
    messageId: uuid('message_id')
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    userId: uuid('user_id').notNull(),
    emoji: text('emoji').notNull(),
    at: instant('at').notNull(),
    /** Of its event: the order in which people reacted. Null in rows from before the column was. */
    seq: seqColumn('seq'),
    /** Since when the emoji is on the message, whoever gave it first: the order in which emoji are shown. Null likewise. */
    emojiSeq: seqColumn('emoji_seq'),
  },
  // Everything asked of reactions is asked per message; the rest of the key makes reacting idempotent.
  (table) => [
    // A page asks for all reactions of its messages; the rest keeps a person from reacting twice with one emoji.
    primaryKey({ columns: [table.messageId, table.userId, table.emoji] }),
  ],
);

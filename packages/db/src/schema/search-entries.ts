import { bigint, boolean, customType, index, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant, seqColumn } from './columns.ts';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * What can be found: one row for each message that has a text. Kept by triggers on `messages` in the transaction that
 * writes, edits or deletes (S2), so that no command can forget it; narrow, so that history is read without it.
 */
export const searchEntries = pgTable(
  'search_entries',
  {
    messageId: uuid('message_id').primaryKey(),
    conversationId: uuid('conversation_id').notNull(),
    senderId: uuid('sender_id').notNull(),
    seq: seqColumn('seq').notNull(),
    sentAt: instant('sent_at').notNull(),
    isReply: boolean('is_reply').notNull(),
    isInThread: boolean('is_in_thread').notNull(),
    hasLink: boolean('has_link').notNull(),
    /** Words without case and accents, in order; scripts without spaces as pairs of characters (S3). */
    terms: tsvector('terms').notNull(),
    /** The order of insertion, for whoever collects the words. */
    number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity(),
  },
  (table) => [
    // Rare words: both lists are intersected in the index, so that a word which is common elsewhere costs a member of
    // few conversations nothing.
    index('search_entries_terms').using('gin', table.conversationId, table.terms),
    // Common words: the newest are looked at until there are enough.
    index('search_entries_time').on(table.sentAt, table.messageId),
    // What somebody wrote, the newest first: without it, searches by a person walk past everybody else's messages.
    index('search_entries_sender').on(table.senderId, table.sentAt, table.messageId),
    // The newest numbers; a few kilobytes, since rows lie in the order of insertion.
    index('search_entries_number').using('brin', table.number),
  ],
);

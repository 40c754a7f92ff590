import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { idColumn, instant, seqColumn } from './columns.ts';

/**
 * Messages as they stand now. No foreign keys: rows are written only under the lock of their conversation, by its
 * members, and neither conversations nor users are ever deleted; three checks per row would cost a fifth of the
 * send rate to prove what the lock already holds.
 */
export const messages = pgTable(
  'messages',
  {
    id: idColumn(),
    conversationId: uuid('conversation_id').notNull(),
    /** The seq of its message.created event: where it stands in the timeline. */
    seq: seqColumn('seq').notNull(),
    senderId: uuid('sender_id').notNull(),
    clientId: uuid('client_id').notNull(),
    /** Of the current version. Stays after a delete until it is purged, then null (X2). */
    body: text('body'),
    version: integer('version').notNull().default(1),
    /** The seq of the event that made the current version. */
    versionSeq: seqColumn('version_seq').notNull(),
    sentAt: instant('sent_at').notNull(),
    editedAt: instant('edited_at'),
    deletedAt: instant('deleted_at'),
    deletedBy: uuid('deleted_by'),
    /** The seq of its message.deleted event: deleting again answers with it (W5). */
    deletedSeq: seqColumn('deleted_seq'),
    replyToId: uuid('reply_to_id'),
    threadRootId: uuid('thread_root_id'),
    /** A reply in a thread that the timeline shows too. */
    alsoSent: boolean('also_sent').notNull().default(false),
    /** Members mentioned by the current version. */
    mentionIds: uuid('mention_ids').array().notNull().default(sql`'{}'`),
    /** The seq of its newest message.previewed event; null for a message whose links were never shown. */
    previewSeq: seqColumn('preview_seq'),
    /** Somebody took the previews of its links off, for good. */
    previewsHidden: boolean('previews_hidden').notNull().default(false),
  },
  (table) => [
    // Pages of history, unread counts; and no two messages share a place in the log.
    unique('messages_conversation_seq').on(table.conversationId, table.seq),
    // Idempotent sends (W6), whatever the conversation.
    unique('messages_sender_client').on(table.senderId, table.clientId),
    // Mention counts: the few messages after a read position that mention anybody.
    index('messages_mentions')
      .on(table.conversationId, table.seq)
      .where(sql`mention_ids <> '{}' and deleted_at is null`),
    // Threads, read in order.
    index('messages_thread').on(table.threadRootId, table.seq).where(sql`thread_root_id is not null`),
    // The purge: what was deleted and still has its text, oldest first.
    index('messages_purge').on(table.deletedAt).where(sql`deleted_at is not null and body is not null`),
  ],
);

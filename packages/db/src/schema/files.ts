import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * What is known of files; their bytes lie in the file store. A row is there before the first byte is stored and until
 * the last one is gone, so that no byte is ever without an owner.
 */
export const files = pgTable(
  'files',
  {
    /** Made by who uploads it: the same one again is the same file (F1). */
    id: uuid('id').primaryKey(),
    uploaderId: uuid('uploader_id').notNull(),
    /** Null until it is sent. Set once, under the lock of its conversation. */
    messageId: uuid('message_id'),
    position: smallint('position').notNull().default(0),
    name: text('name').notNull(),
    alt: text('alt'),
    type: text('type').notNull().default(''),
    size: bigint('size', { mode: 'number' }).notNull().default(0),
    width: integer('width'),
    height: integer('height'),
    placeholder: text('placeholder'),
    /** Bytes of the smaller picture; null when there is none. */
    previewSize: integer('preview_size'),
    /** Under which its bytes are stored: each attempt to upload it has its own. */
    storeKey: text('store_key').notNull(),
    /** Those of attempts that came to nothing. */
    staleKeys: text('stale_keys').array().notNull().default(sql`'{}'`),
    /** When it was begun; of a file that is to be sent later, when that is due: from then on it waits for its message. */
    createdAt: instant('created_at').notNull().defaultNow(),
    /** Null while it is uploaded. */
    readyAt: instant('ready_at'),
    /** Handed out to nobody any more: its bytes are being erased, then the row goes. */
    doomedAt: instant('doomed_at'),
  },
  (table) => [
    // The files of a message, with every page and event that shows it.
    index('files_message').on(table.messageId, table.position).where(sql`message_id is not null`),
    // What one person has stored.
    index('files_uploader').on(table.uploaderId, table.size),
    // The sweep: what was never sent, oldest first.
    index('files_loose').on(table.createdAt).where(sql`message_id is null and doomed_at is null`),
    // The sweep: bytes that are to be erased, nearly always none.
    index('files_doomed').on(table.doomedAt).where(sql`doomed_at is not null`),
  ],
);

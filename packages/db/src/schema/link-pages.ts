import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * What pages elsewhere said of themselves when they were asked. A row is there before the page is, so that one node asks
 * for all, and before the picture is stored, under its own id, so that no byte is without an owner. Written once: asked
 * again later, a page is another row.
 */
export const linkPages = pgTable(
  'link_pages',
  {
    id: uuid('id').primaryKey(),
    /** SHA-256 of its address, in hexadecimal: the address itself stands with the messages that link there. */
    key: text('key').notNull(),
    /** The newest of its address. */
    isCurrent: boolean('is_current').notNull().default(true),
    state: text('state', { enum: ['asked', 'ready', 'failed'] })
      .notNull()
      .default('asked'),
    /** While it is asked for: given up by then. Afterwards: believed until then. */
    until: instant('until').notNull(),
    host: text('host').notNull().default(''),
    site: text('site'),
    title: text('title'),
    description: text('description'),
    /** Of its picture, null when there is none: bytes, and how it looks. */
    pictureSize: integer('picture_size'),
    width: integer('width'),
    height: integer('height'),
    placeholder: text('placeholder'),
  },
  (table) => [
    // One node asks for a page.
    uniqueIndex('link_pages_current').on(table.key).where(sql`is_current`),
    // The sweep: what is no longer believed, oldest first.
    index('link_pages_until').on(table.until),
  ],
);

import { sql } from 'drizzle-orm';
import { boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { idColumn, instant } from './columns.ts';

/** People. Never deleted: messages, events and audit rows refer to them for ever. */
export const users = pgTable(
  'users',
  {
    id: idColumn(),
    name: text('name').notNull(),
    /** Placeholders have an address under `.invalid`, which no mail reaches. */
    email: text('email').notNull().unique(),
    emailVerified: boolean('email_verified').notNull().default(false),
    image: text('image'),
    /** What follows the @ of a mention. Lower case; unique, since mentions are looked up by it. */
    handle: text('handle')
      .notNull()
      .unique()
      .default(sql`'user-' || substr(replace(gen_random_uuid()::text, '-', ''), 1, 16)`),
    /** An author made by an import, whom nobody has claimed. */
    placeholder: boolean('placeholder').notNull().default(false),
    importSource: text('import_source'),
    importName: text('import_name'),
    /** Of a placeholder: the address its source knew, by which its owner is found. Never shown to other people. */
    claimEmail: text('claim_email'),
    /** Of a placeholder: who said to be them. Their messages stay under its id, with that person's name. */
    claimedBy: uuid('claimed_by'),
    /** `UserStatus`, until `status_until`: what is over stays here, and nobody is told of it (P2). */
    status: jsonb('status'),
    statusUntil: instant('status_until'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    // imports.authors: the same name of the same source is the same person on every run.
    uniqueIndex('users_import').on(table.importSource, table.importName).where(sql`import_source is not null`),
    // user.claimable, and the operators' list of the same.
    index('users_claim_email').on(table.claimEmail).where(sql`claim_email is not null and claimed_by is null`),
    // What a person wrote under the names that they claimed.
    index('users_claimed_by').on(table.claimedBy).where(sql`claimed_by is not null`),
    // user.search: prefixes of names, whatever their case. Handles have their unique index, in the C locale below.
    index('users_name_prefix').on(sql`lower(name) text_pattern_ops`).where(sql`not placeholder`),
    // user.search: LIKE 'prefix%' cannot use the unique index unless the database has the C locale.
    index('users_handle_prefix').on(table.handle.op('text_pattern_ops')).where(sql`not placeholder`),
  ],
);

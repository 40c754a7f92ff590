import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { idColumn, instant } from './columns.ts';
import { users } from './users.ts';

/** Signed-in devices. A row's end is announced on the channel `session_ended` by a trigger (see drizzle/). */
export const sessions = pgTable(
  'sessions',
  {
    id: idColumn(),
    /** Unique: every request is authenticated by it. */
    token: text('token').notNull().unique(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  // user.devices; signing out everywhere.
  (table) => [index('sessions_user').on(table.userId)],
);

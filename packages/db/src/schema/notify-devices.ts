import { sql } from 'drizzle-orm';
import { index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { sessions } from './sessions.ts';

/** The devices that a person wants to be told on: each is a session, and ends with it. */
export const notifyDevices = pgTable(
  'notify_devices',
  {
    sessionId: uuid('session_id')
      .primaryKey()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    userId: uuid('user_id').notNull(),
    /** Where its push service takes messages for it; null for a device that is told only while the app is open there. */
    endpoint: text('endpoint'),
    /** The keys with which what is sent there is encrypted. */
    p256dh: text('p256dh'),
    auth: text('auth'),
    /** In which the device speaks. */
    language: text('language').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    // Everybody who is to be told of a message, and where.
    index('notify_devices_user').on(table.userId),
    // A browser has one endpoint, whoever is signed in there.
    index('notify_devices_endpoint').on(table.endpoint).where(sql`endpoint is not null`),
  ],
);

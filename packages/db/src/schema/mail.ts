import { sql } from 'drizzle-orm';
import { check, index, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { users } from './users.ts';

/** How mail reaches a person, and what was sent. Made when the digest first looks at them, or when they first choose. */
export const mail = pgTable(
  'mail',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    digest: text('digest', { enum: ['off', 'daily', 'weekly'] })
      .notNull()
      .default('daily'),
    language: text('language'),
    timeZone: text('time_zone'),
    /** The digest looks at them again then. */
    lookAt: instant('look_at').notNull().defaultNow(),
    /** When the last digest was claimed: the next one comes a day or a week later. */
    lastAt: instant('last_at'),
    /** What was said until then is in a digest that was sent. */
    coveredUntil: instant('covered_until'),
    /** Times in a row that the last one could not be handed over. */
    attempts: smallint('attempts').notNull().default(0),
    /** The address that takes no mail, as it was then. */
    refusedEmail: text('refused_email'),
  },
  (table) => [
    index('mail_look').on(table.lookAt).where(sql`digest <> 'off'`),
    check('mail_digest', sql`digest in ('off', 'daily', 'weekly')`),
  ],
);

import type { QuietHours } from '@nova/contract';
import { sql } from 'drizzle-orm';
import { check, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** What each person wants to be told of; whoever has no row has never said. No foreign keys, for the reason of `messages`. */
export const notifyPeople = pgTable(
  'notify_people',
  {
    userId: uuid('user_id').primaryKey(),
    scope: text('scope', { enum: ['all', 'direct', 'nothing'] })
      .notNull()
      .default('all'),
    keywords: text('keywords').array().notNull().default(sql`'{}'`),
    /** By the person's own clock; null for none. */
    quiet: jsonb('quiet').$type<QuietHours>(),
    /** Not to be disturbed until then. */
    dndUntil: instant('dnd_until'),
    /** Somebody looks at one of their devices, until then at least. No index: it changes often. */
    activeUntil: instant('active_until'),
  },
  () => [check('notify_people_scope', sql`scope in ('all', 'direct', 'nothing')`)],
);

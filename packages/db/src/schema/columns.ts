import { bigint, timestamp, uuid } from 'drizzle-orm/pg-core';
import { v7 } from 'uuid';

/**
 * A UUIDv7 primary key, made by the application: ids sort by the time they were made, so new rows land on the
 * right edge of their index.
 */
export const idColumn = () => uuid('id').primaryKey().$defaultFn(v7);

/** An instant with millisecond precision: the same one in Postgres, in JavaScript and on the wire. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });

/** A position in a log: always within JavaScript's exact integers. */
export const seqColumn = (name: string) => bigint(name, { mode: 'number' });

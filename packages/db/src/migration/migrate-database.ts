import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** The SQL that drizzle-kit wrote, at the root of the repository. */
const migrationsFolder = fileURLToPath(new URL('../../../../drizzle', import.meta.url));

/** Any constant will do, as long as it is Nova's alone. */
const migrationLock = 0x6e6f7661;

/**
 * Brings the database at `url` to the current schema. Forward only; every migration is additive, so servers of the
 * version before keep running meanwhile. What they write to a table that changes, and what they then read from it, waits
 * until all of it is committed; whoever waits longer than its lock timeout fails with 55P03, as behind any other lock, and
 * may be tried again. Idempotent. Safe when several nodes start at once: they take turns on an
 * advisory lock, which Postgres releases if its holder dies. One transaction: it happens whole or not at all.
 *
 * @throws PostgresError when a statement fails; nothing is changed then.
 */
export async function migrateDatabase(url: string): Promise<void> {
  // One connection: the lock belongs to the session that took it. No time limits: a big index takes what it takes.
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: 'nova-migrate' },
  });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await migrate(drizzle(sql), { migrationsFolder });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

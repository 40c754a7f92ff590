import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { databaseUrl, templateName } from './postgres-for-run.ts';

/** A database of its own, dropped with whoever is still connected when disposed. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

export interface TestDatabaseOptions {
  /** `migrated` (the default) has the current schema and no rows; `empty` has nothing, for tests of migrations. */
  readonly content?: 'migrated' | 'empty';
  /** The URL of what `startRunPostgres` started; inside vitest, the run's own by default. */
  readonly adminUrl?: string;
}

/**
 * Creates a fresh database in the run's Postgres; some tens of milliseconds. Without `adminUrl` only inside vitest, in
 * a file whose project has the Postgres set-up (suffix `.pg.test.ts` or `.e2e.test.ts`).
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { content = 'migrated' } = options;
  const adminUrl = options.adminUrl ?? (await urlOfVitest());
  const name = `test_${randomBytes(8).toString('hex')}`;
  await run(adminUrl, (sql) => {
    return sql`create database ${sql(name)} template ${sql(content === 'migrated' ? templateName : 'template0')}`;
  });
  return {
    url: databaseUrl(adminUrl, name),
    [Symbol.asyncDispose]: () => run(adminUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`),
  };
}

async function urlOfVitest(): Promise<string> {
  // Loaded here since this module cannot be imported outside a test run, where the rest of this package can be used.
  const { inject } = await import('vitest');
  return inject('novaPostgresUrl');
}

/** Of the runs that this process has asked; usually one. */
const connections = new Map<string, postgres.Sql>();

/** On a connection that is kept for a while: opening one takes longer than what is said on it. */
async function run(url: string, statement: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql =
    connections.get(url) ??
    postgres(url, { max: 1, idle_timeout: 2, fetch_types: false, prepare: false, onnotice: () => {} });
  connections.set(url, sql);
  await statement(sql);
}

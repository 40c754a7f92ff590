import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunningPostgres, startPostgres } from '@nova/embedded';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection URL of the run's maintenance database; `testDatabase` makes databases beside it. */
    novaPostgresUrl: string;
  }
}

/** The database every test database is a copy of. */
export const templateName = 'nova_template';

export interface PostgresForRunOptions {
  /** Brings an empty database to the current schema. Called once per run. */
  migrate(databaseUrl: string): Promise<void>;
}

/**
 * Starts a private Postgres for a whole test run, with flushing to disk off, and migrates a template in it once;
 * `testDatabase` makes copies of that. It ends with this process at the latest.
 */
export async function startRunPostgres({ migrate }: PostgresForRunOptions): Promise<RunningPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'nova-test-postgres-'));
  const running = await startPostgres({ folder, durability: 'disposable' });
  try {
    const sql = postgres(running.url, { max: 1 });
    try {
      await sql`create database ${sql(templateName)}`;
    } finally {
      await sql.end();
    }
    await migrate(databaseUrl(running.url, templateName));
    return running;
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** A vitest `globalSetup`: `startRunPostgres` for the run, ended when the run is over, however it ends. */
export function postgresForRun(options: PostgresForRunOptions): (project: TestProject) => Promise<() => Promise<void>> {
  return async (project) => {
    const running = await startRunPostgres(options);
    project.provide('novaPostgresUrl', running.url);
    return () => running.stop();
  };
}

/** The same server and credentials, another database. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

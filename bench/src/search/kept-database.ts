import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '@nova/db';
import { startPostgres } from '@nova/embedded';
import postgres from 'postgres';
import { speakPlainly } from '../../../packages/db/src/connection/query.ts';

/** A database that stays between runs, since filling it takes minutes. */
export interface KeptDatabase extends AsyncDisposable {
  readonly url: string;
  readonly sql: postgres.Sql;
  /** What it is, in words for the report. */
  readonly description: string;
}

const memoryDisk = '/dev/shm';
const neededBytes = 6 * 2 ** 30;

/**
 * Starts the PostgreSQL that the search benchmarks keep, and opens the database `name` of it, migrated. Filled once:
 * `fill` is run when no earlier run has finished it, on an empty database.
 */
export async function openKept(
  name: string,
  fill: (sql: postgres.Sql) => Promise<void>,
  folder = keptFolder(),
): Promise<KeptDatabase> {
  const running = new AsyncDisposableStack();
  try {
    const server = running.use(await startPostgres({ folder, durability: 'durable' }));
    const url = new URL(server.url);
    url.pathname = name;
    const admin = postgres(server.url, { max: 1, onnotice: () => {} });
    running.defer(() => admin.end());
    const finished =
      await admin`select 1 from pg_database where datname = ${name} and datallowconn and shobj_description(oid, 'pg_database') = 'filled'`;
    if (finished.length === 0) {
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.unsafe(`create database ${name}`);
    }
    await migrateDatabase(url.href);
    const sql = postgres(url.href, { max: 2, onnotice: () => {} });
    speakPlainly(sql);
    running.defer(() => sql.end());
    if (finished.length === 0) {
      await fill(sql);
      await admin.unsafe(`comment on database ${name} is 'filled'`);
    }
    const [version] = await sql<
      { version: string }[]
    >`select split_part(current_setting('server_version'), ' ', 1) as version`;
    const [size] = await sql<{ size: string }[]>`select pg_size_pretty(pg_database_size(current_database())) as size`;
    const open = running.move();
    return {
      url: url.href,
      sql,
      description: `PostgreSQL ${version?.version ?? ''}, ${size?.size ?? ''} in ${folder}`,
      [Symbol.asyncDispose]: () => open.disposeAsync(),
    };
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
}

/** On a disk in memory where there is one with room. Delete the folder to begin anew. */
function keptFolder(): string {
  if (!existsSync(memoryDisk)) return join(tmpdir(), 'nova-bench-search');
  const { bavail, bsize } = statfsSync(memoryDisk);
  const kept = join(memoryDisk, 'nova-bench-search');
  return existsSync(kept) || bavail * bsize >= neededBytes ? kept : join(tmpdir(), 'nova-bench-search');
}

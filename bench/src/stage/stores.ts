import { existsSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrateDatabase } from '@nova/db';
import { claimFolder, resolveRedis, startPostgres } from '@nova/embedded';
import { Redis } from 'ioredis';
import postgres from 'postgres';

/** Private stores of one run of the benchmarks, deleted at its end. */
export interface Stores extends AsyncDisposable {
  /** What they are, in words for the report. */
  readonly description: { readonly postgres: string; readonly redis: string; readonly folder: string };
  readonly redisUrl: string;
  readonly postgresPid: number;
  readonly redisPid: number | null;
  /** A migrated, empty database of its own, and an empty Redis. */
  fresh(): Promise<{ readonly databaseUrl: string } & AsyncDisposable>;
}

const memoryDisk = '/dev/shm';
const neededBytes = 2 * 2 ** 30;
const template = 'bench_template';

/**
 * Starts PostgreSQL and Redis for the benchmarks alone: on a disk in memory where there is one, so that what somebody
 * else writes to the disk meanwhile does not blur what is measured.
 */
export async function openStores(): Promise<Stores> {
  const isInMemory = hasMemoryDisk();
  const folder = join(isInMemory ? memoryDisk : tmpdir(), 'nova-bench');
  const running = new AsyncDisposableStack();
  try {
    const claim = claimFolder(folder);
    running.defer(() => {
      claim.release();
      rmSync(folder, { recursive: true, force: true });
    });
    const data = join(folder, 'postgres');
    rmSync(data, { recursive: true, force: true });
    const server = running.use(await startPostgres({ folder: data, durability: 'durable' }));
    const redis = running.use(await resolveRedis({ folder: join(folder, 'redis') }));
    const sql = postgres(server.url, { max: 1, onnotice: () => {} });
    running.defer(() => sql.end());
    await sql.unsafe(`create database ${template}`);
    await migrateDatabase(databaseUrl(server.url, template));
    const [settings] = await sql<{ version: string; sync: string; fsync: string }[]>`
      select split_part(current_setting('server_version'), ' ', 1) as version,
        current_setting('synchronous_commit') as sync, current_setting('fsync') as fsync`;
    const { version = '', sync = '', fsync = '' } = settings ?? {};
    const cleaner = new Redis(redis.url);
    running.defer(() => cleaner.disconnect());
    const redisPid = Number(/process_id:(\d+)/.exec(await cleaner.info('server'))?.[1] ?? 0);
    let made = 0;
    const stores = running.move();
    return {
      description: {
        postgres: `PostgreSQL ${version}, synchronous_commit ${sync}, fsync ${fsync}`,
        redis: redis.why,
        folder: isInMemory ? `${folder}, in memory: no wait for a disk in any number` : `${folder}, on a disk`,
      },
      redisUrl: redis.url,
      postgresPid: server.pid,
      redisPid: redisPid > 0 ? redisPid : null,
      async fresh() {
        const name = `bench_${++made}`;
        await sql.unsafe(`create database ${name} template ${template}`);
        await sql.unsafe('checkpoint');
        await cleaner.flushall();
        return {
          databaseUrl: databaseUrl(server.url, name),
          async [Symbol.asyncDispose]() {
            await sql.unsafe(`drop database ${name} with (force)`);
          },
        };
      },
      [Symbol.asyncDispose]: () => stores.disposeAsync(),
    };
  } catch (error) {
    await running.disposeAsync();
    throw error;
  }
}

function hasMemoryDisk(): boolean {
  if (!existsSync(memoryDisk) || !readFileSync('/proc/mounts', 'utf8').includes(` ${memoryDisk} tmpfs `)) return false;
  const { bavail, bsize } = statfsSync(memoryDisk);
  return bavail * bsize >= neededBytes;
}

function databaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

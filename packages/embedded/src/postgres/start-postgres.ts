import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { claimFolder } from '../process/folder-claim.ts';
import { freePort } from '../process/free-port.ts';
import { type GuardedChild, logTail, startGuarded } from '../process/guarded-child.ts';
import { StoreUnavailable } from '../provided.ts';
import { type Cluster, databaseOwner, openCluster } from './cluster.ts';
import { clearLeftovers, readPostmasterFile } from './leftover.ts';
import { type Place, preparePlace } from './place.ts';

export interface StartPostgresOptions {
  /** Kept between starts; created if missing. */
  readonly folder: string;
  /**
   * `durable` survives power loss. `disposable` is for tests: nothing is flushed to disk, and the folder is deleted
   * at the end, also when this process is killed.
   */
  readonly durability: 'durable' | 'disposable';
  readonly signal?: AbortSignal;
}

/** A private PostgreSQL that accepts connections at `url`. */
export interface RunningPostgres extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

const settings = [
  'listen_addresses=127.0.0.1',
  // No socket files: nothing to collide with another server, nothing to clean up.
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=256MB',
  'log_timezone=UTC',
  'timezone=UTC',
];

const disposableSettings = [
  'fsync=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  'autovacuum_naptime=60s',
];

/** Crash recovery of a big log takes a while, and is worth waiting for. */
const readyWithinMs = 120_000;

/**
 * Starts the embedded PostgreSQL on 127.0.0.1, on a free port. The first start creates the data (about a second);
 * later ones take a fraction of one. What a killed earlier run left behind is cleared away first.
 *
 * @throws FolderInUse when another living process serves the folder.
 * @throws StoreUnavailable when it cannot start; the message holds the server's own words.
 */
export async function startPostgres(options: StartPostgresOptions): Promise<RunningPostgres> {
  const place = await preparePlace(options.folder);
  const claim = claimFolder(place.folder);
  try {
    const cluster = await openCluster(place);
    await clearLeftovers(cluster.data);
    const { child, port } = await launch(place, cluster, options);
    const url = `postgres://${databaseOwner}:${cluster.password}@127.0.0.1:${port}/${databaseOwner}`;
    const ended = child.exited.then((code) => {
      claim.release();
      return `PostgreSQL ended with code ${code}`;
    });
    const stop = async (): Promise<void> => {
      await child.stop();
      await ended;
    };
    try {
      await ensureDatabase(url);
    } catch (error) {
      await stop();
      throw error;
    }
    return { url, pid: child.pid, ended, stop, [Symbol.asyncDispose]: stop };
  } catch (error) {
    claim.release();
    throw error;
  }
}

async function launch(
  place: Place,
  cluster: Cluster,
  options: StartPostgresOptions,
): Promise<{ child: GuardedChild; port: number }> {
  const disposable = options.durability === 'disposable';
  const logFile = join(place.folder, 'log');
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted();
    const port = await freePort();
    const all = [...settings, ...(disposable ? disposableSettings : [])];
    const child = await startGuarded({
      command: place.binaries.postgres,
      args: ['-D', cluster.data, '-p', String(port), ...all.flatMap((setting) => ['-c', setting])],
      cwd: place.folder,
      ...(place.account === undefined ? {} : { account: place.account }),
      logFile,
      stop: disposable
        ? [{ signal: 'SIGQUIT', waitMs: 5_000 }]
        : [
            { signal: 'SIGINT', waitMs: 20_000 },
            { signal: 'SIGQUIT', waitMs: 5_000 },
          ],
      ...(disposable ? { removeAfterwards: place.folder } : {}),
    });
    if (await becomesReady(child, cluster.data, options.signal)) return { child, port };
    await child.stop();
    options.signal?.throwIfAborted();
    const words = await logTail(logFile);
    // The free port was taken by somebody else meanwhile.
    if (attempt < 4 && words.includes('could not bind')) continue;
    throw new StoreUnavailable(`PostgreSQL did not start. Its log ${logFile} ends with:\n${words}`);
  }
}

async function becomesReady(child: GuardedChild, data: string, signal: AbortSignal | undefined): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < readyWithinMs && !child.gone && signal?.aborted !== true; waitedMs += 10) {
    const status = readPostmasterFile(data);
    if (status?.pid === child.pid && status.ready) return true;
    await sleep(10);
  }
  return false;
}

/** Created on the first start; also heals a first start that was killed right before this. */
async function ensureDatabase(url: string): Promise<void> {
  const sql = postgres(url.replace(/\/[^/]*$/, '/postgres'), { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${databaseOwner}`;
    if (found.length === 0) await sql`create database ${sql(databaseOwner)}`;
  } finally {
    await sql.end();
  }
}

import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { logTail, startGuarded } from '../process/guarded-child.ts';
import { StoreUnavailable } from '../provided.ts';
import type { Place } from './place.ts';

/** The database superuser and the name of the database. */
export const databaseOwner = 'nova';

/** A data directory that is ready to be served. */
export interface Cluster {
  readonly data: string;
  readonly password: string;
}

const draftPrefix = 'data.unfinished';

/**
 * Creates the data directory on first use, with a random password kept beside it. Made under another name and then
 * renamed, so a kill half-way leaves nothing that a later start would take for data, or trip over.
 */
export async function openCluster(place: Place): Promise<Cluster> {
  const data = join(place.folder, 'data');
  const passwordFile = join(place.folder, 'password');
  if (existsSync(data)) return { data, password: readPassword(passwordFile) };

  const password = randomBytes(24).toString('hex');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.account !== undefined) chownSync(passwordFile, place.account.uid, place.account.gid);
  await clearDrafts(place.folder);
  // A name of its own: what a killed start had begun may be written to for a moment longer.
  const draft = join(place.folder, `${draftPrefix}.${randomBytes(4).toString('hex')}`);
  await initdb(place, draft, passwordFile);
  renameSync(draft, data);
  return { data, password };
}

async function clearDrafts(folder: string): Promise<void> {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(draftPrefix)) continue;
    await rm(join(folder, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

function readPassword(file: string): string {
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new StoreUnavailable(
    `The database folder has lost its password file ${file}. Restore it, or move the folder away.`,
  );
}

async function initdb(place: Place, data: string, passwordFile: string): Promise<void> {
  const args = [
    `--pgdata=${data}`,
    `--username=${databaseOwner}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Sorting by code point, the same on every system; letters of every language count as letters in text search.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    ...systemLocale(),
    '--no-sync',
    '--no-instructions',
  ];
  const logFile = join(place.folder, 'log');
  const child = await startGuarded({
    command: place.binaries.initdb,
    args,
    cwd: place.folder,
    ...(place.account === undefined ? {} : { account: place.account }),
    logFile,
    stop: [{ signal: 'SIGTERM', waitMs: 2_000 }],
  });
  // A guarded child keeps nobody running; this does.
  while (!child.gone) await sleep(10);
  if ((await child.exited) === 0) return;
  throw new StoreUnavailable(
    `The database could not be created. Its log ${logFile} ends with:\n${await logTail(logFile)}`,
  );
}

function systemLocale(): string[] {
  if (process.platform === 'linux') return ['--locale=C.UTF-8'];
  if (process.platform === 'darwin') return ['--locale=en_US.UTF-8'];
  return [];
}

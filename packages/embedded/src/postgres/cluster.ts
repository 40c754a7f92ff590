import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable } from '../provided.ts';
import type { Place } from './place.ts';

/** The database superuser and the name of the database. */
export const databaseOwner = 'nova';

/** A data directory that is ready to be served. */
export interface Cluster {
  readonly data: string;
  readonly password: string;
}

/**
 * Creates the data directory on first use, with a random password kept beside it. Made under another name and then
 * renamed, so a kill half-way leaves nothing that a later start would take for data.
 */
export async function openCluster(place: Place): Promise<Cluster> {
  const data = join(place.folder, 'data');
  const passwordFile = join(place.folder, 'password');
  if (existsSync(data)) return { data, password: readPassword(passwordFile) };

  const password = randomBytes(24).toString('hex');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.account !== undefined) chownSync(passwordFile, place.account.uid, place.account.gid);
  const draft = join(place.folder, 'data.unfinished');
  rmSync(draft, { recursive: true, force: true });
  await initdb(place, draft, passwordFile);
  renameSync(draft, data);
  return { data, password };
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
  const child = spawn(place.binaries.initdb, args, {
    ...place.account,
    cwd: place.folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let problems = '';
  child.stderr.on('data', (chunk: Buffer) => {
    problems += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new StoreUnavailable(`The database could not be created: ${problems.trim()}`);
}

function systemLocale(): string[] {
  if (process.platform === 'linux') return ['--locale=C.UTF-8'];
  if (process.platform === 'darwin') return ['--locale=en_US.UTF-8'];
  return [];
}

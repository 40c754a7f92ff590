import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, lstatSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Account, canReach, postgresAccount } from './account.ts';
import { findPostgresBinaries, type PostgresBinaries } from './binaries.ts';

/** Where one embedded PostgreSQL lives, with everything its user needs to reach it. */
export interface Place {
  readonly binaries: PostgresBinaries;
  readonly account: Account | undefined;
  /** Holds `data`, `password` and `log`; owned by the account. */
  readonly folder: string;
}

/** Root's own place for what the account cannot reach below root's home. */
const reachableRoot = '/var/lib/nova';

/**
 * Prepares the folder for PostgreSQL. If root keeps the checkout where the account `postgres` cannot go (such as
 * /root), binaries and data move to /var/lib/nova, and the wanted folder becomes a link to them.
 */
export async function preparePlace(wanted: string): Promise<Place> {
  const account = postgresAccount();
  const found = await findPostgresBinaries();
  const folder = resolve(wanted);
  if (account === undefined) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { binaries: found, account, folder };
  }
  const binaries = canReach(found.postgres, account) ? found : copyBinaries(found);
  return { binaries, account, folder: ownFolder(folder, account) };
}

function ownFolder(folder: string, account: Account): string {
  mkdirSync(resolve(folder, '..'), { recursive: true });
  let actual = folder;
  if (!canReach(resolve(folder, '..'), account)) {
    const id = createHash('sha256').update(folder).digest('hex').slice(0, 12);
    actual = join(reachableRoot, `${basename(folder)}-${id}`);
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) symlinkSync(actual, folder);
  }
  mkdirSync(actual, { recursive: true });
  chownSync(actual, account.uid, account.gid);
  return actual;
}

function copyBinaries(found: PostgresBinaries): PostgresBinaries {
  const id = createHash('sha256').update(found.home).digest('hex').slice(0, 12);
  const home = join(reachableRoot, `postgres-${id}`);
  if (!existsSync(home)) {
    mkdirSync(reachableRoot, { recursive: true });
    const draft = `${home}.${process.pid}`;
    cpSync(found.home, draft, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(draft, home);
    } catch {
      // Another process finished the same copy first.
      rmSync(draft, { recursive: true, force: true });
    }
  }
  return { home, initdb: join(home, 'bin', 'initdb'), postgres: join(home, 'bin', 'postgres') };
}

import { spawnSync } from 'node:child_process';
import { type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreUnavailable } from '../provided.ts';

/** A system user PostgreSQL may run as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. For root this is the system user `postgres`, created if missing; for anybody
 * else `undefined`: run as the caller.
 *
 * @throws StoreUnavailable when root has no such user and cannot create one.
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = lookUp();
  if (account !== undefined) return account;
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres']);
  const created = lookUp();
  if (created !== undefined) return created;
  throw new StoreUnavailable(
    'PostgreSQL does not run as root, and no system user "postgres" could be created. ' +
      'Run as an ordinary user, create that user, or set DATABASE_URL.',
  );
}

/** Whether the account can reach a path: every folder on the way must let it pass. */
export function canReach(path: string, account: Account): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats !== undefined && !mayPass(stats, account)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function mayPass(stats: Stats, account: Account): boolean {
  if (stats.uid === account.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === account.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}

function lookUp(): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((flag) => {
    const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' });
    return status === 0 ? Number(stdout) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

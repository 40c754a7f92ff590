import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NovaClientError } from '../errors.ts';

/** Tells a process from a later one with the same number, where the system says when it started. */
function identityOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name may hold spaces and brackets; the 22nd field, the start time, is counted from behind it.
    return `${pid}:${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
  } catch {
    return `${pid}:`;
  }
}

function isAlive(identity: string): boolean {
  const pid = Number(identity.split(':')[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return identityOf(pid) === identity;
}

/**
 * Takes a directory for this process; the returned function gives it back. A lock left by a dead process is taken over.
 * @throws NovaClientError STORE_IN_USE with the holder's process id.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, 'lock');
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, identityOf(process.pid), { flag: 'wx', mode: 0o600 });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const holder = readHolder(path);
      if (attempt >= 3 || (holder !== null && isAlive(holder))) {
        throw new NovaClientError('STORE_IN_USE', { detail: Number(holder?.split(':')[0] ?? 0), cause: error });
      }
      removeDeadLock(path, holder);
    }
  }
}

/** Moves the dead holder's lock away; one that somebody else has taken meanwhile goes back. */
function removeDeadLock(path: string, holder: string | null): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Another process was quicker: the next attempt finds out who.
  }
  if (holder !== null && readHolder(aside) !== holder) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function readHolder(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

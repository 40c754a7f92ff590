import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../provided.ts';
import { kill } from '../process/guarded-child.ts';
import { identify, isAlive } from '../process/live-process.ts';

/**
 * Ends whatever an earlier, killed run left on a data directory, so that a new server can open it: a postmaster still
 * running is shut down (a clean one if it can), orphaned backends are ended, a pid file that names a process which is
 * not this directory's postmaster is removed. The caller must hold the folder's claim: no living owner is disturbed.
 *
 * @throws StoreUnavailable when something refuses to go.
 */
export async function clearLeftovers(data: string): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    const leftovers = processesOn(data).map((pid) => identify(pid));
    if (leftovers.length === 0) break;
    for (const { pid } of leftovers) kill(pid, signal);
    for (let waitedMs = 0; waitedMs < waitMs && leftovers.some(isAlive); waitedMs += 20) await sleep(20);
  }
  if (processesOn(data).length > 0) {
    throw new StoreUnavailable(`An earlier PostgreSQL still runs on ${data} and does not stop. End it and try again.`);
  }
  // Nobody serves this directory now, so a pid file is stale, even if its number has been given to another program:
  // PostgreSQL would only look whether that number is in use.
  if (existsSync(join(data, 'postmaster.pid'))) rmSync(join(data, 'postmaster.pid'), { force: true });
}

/** PostgreSQL processes whose working directory is the data directory: the postmaster and its children. */
function processesOn(data: string): number[] {
  if (!existsSync(data)) return [];
  if (process.platform !== 'linux') return fromPidFile(data);
  const target = realpathSync(data);
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === target &&
          readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
        );
      } catch {
        return false;
      }
    });
}

/** Without /proc there is only the pid file to believe. */
function fromPidFile(data: string): number[] {
  const pid = readPostmasterFile(data)?.pid;
  return pid !== undefined && kill(pid, 0) ? [pid] : [];
}

/** What PostgreSQL keeps in `postmaster.pid`; `ready` is what pg_ctl waits for too. */
export function readPostmasterFile(data: string): { pid: number; ready: boolean } | undefined {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
}

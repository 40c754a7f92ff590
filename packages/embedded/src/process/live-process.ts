import { readFileSync } from 'node:fs';
import { kill } from './guarded-child.ts';

/**
 * Names one life of one process. A pid alone is reused, soon so in containers; together with the time the kernel
 * started it, it is not.
 */
export interface ProcessIdentity {
  readonly pid: number;
  /** Kernel start time in clock ticks since boot, or `null` where the system has no /proc. */
  readonly startTicks: string | null;
}

/** The identity of a process that runs now, of this one by default. */
export function identify(pid: number = process.pid): ProcessIdentity {
  return { pid, startTicks: readStat(pid)?.startTicks ?? null };
}

/** Whether that very process still runs. A zombie, dead but not yet waited for, does not. */
export function isAlive(identity: ProcessIdentity): boolean {
  if (!kill(identity.pid, 0)) return false;
  const stat = readStat(identity.pid);
  if (stat?.state === 'Z') return false;
  return identity.startTicks === null || stat?.startTicks === identity.startTicks;
}

function readStat(pid: number): { state: string | undefined; startTicks: string | undefined } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything, so count from its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], startTicks: fields[19] };
  } catch {
    return undefined;
  }
}

import { readFileSync } from 'node:fs';

/** What Linux counts CPU time in. */
const ticksPerSecond = 100;

/**
 * Seconds of CPU that a process and its children have used, ended ones included where they were waited for. Zero
 * where there is no /proc, or no such process.
 */
export function cpuSecondsOf(pid: number | null): number {
  if (pid === null) return 0;
  let ticks = ticksOf(pid, true);
  for (const child of childrenOf(pid)) ticks += ticksOf(child, false);
  return ticks / ticksPerSecond;
}

/** Seconds of CPU that everything on this machine has used, all cores together. */
export function machineCpuSeconds(): number {
  const [name, ...counts] = read('/proc/stat').split('\n', 1).join('').split(/\s+/);
  if (name !== 'cpu') return 0;
  // user, nice, system, idle, iowait, irq, softirq; what a guest used is in user already.
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = counts.map(Number);
  return (user + nice + system + irq + softirq) / ticksPerSecond;
}

function ticksOf(pid: number, withEnded: boolean): number {
  const stat = read(`/proc/${pid}/stat`);
  // The name, in parentheses, may hold anything; from the third field on there are only numbers and a letter.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
  return user + system + (withEnded ? endedUser + endedSystem : 0);
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`)
    .trim()
    .split(' ')
    .map(Number)
    .filter((child) => child > 0);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

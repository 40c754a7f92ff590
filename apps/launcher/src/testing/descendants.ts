import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** Whoever was started by this process, and by those: none where the system keeps no list of them as files. */
export function descendants(of: number): readonly number[] {
  if (!existsSync('/proc/self/stat')) return [];
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), parent: parentOf(name) }));
  const found = [of];
  // Grows while it is gone through.
  for (const one of found) found.push(...parents.filter(({ parent }) => parent === one).map(({ pid }) => pid));
  return found.slice(1);
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It has ended meanwhile.
    return null;
  }
}

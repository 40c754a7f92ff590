import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify, isAlive, type ProcessIdentity } from './live-process.ts';

/** Exclusive use of a folder, until disposed or until this process is gone. */
export interface FolderClaim extends Disposable {
  /** Replaces the note that whoever is refused gets to read. */
  describe(note: string): void;
  release(): void;
}

/** Another living process uses the folder. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly pid: number;
  /** What the holder wrote about itself when it claimed the folder. */
  readonly note: string;
  constructor(folder: string, pid: number, note: string) {
    super(`${folder} is in use by process ${pid}`);
    this.pid = pid;
    this.note = note;
  }
}

interface ClaimFile extends ProcessIdentity {
  readonly note: string;
}

/**
 * Claims a folder (created if missing) for this process. A claim left over by a killed process does not count, nor
 * does one whose pid now belongs to another program. Not re-entrant: the second claim of one process fails as well.
 *
 * @param note kept in the claim, for whoever is refused (for example where the holder listens).
 * @throws FolderInUse when a living process holds it.
 */
export function claimFolder(folder: string, note = ''): FolderClaim {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'claim.json');
  const text = (words: string): string => JSON.stringify({ ...identify(), note: words } satisfies ClaimFile);
  let mine = text(note);
  const draft = join(folder, `claim.${process.pid}.draft`);
  writeFileSync(draft, mine);
  try {
    while (!tryLink(draft, file)) {
      const found = readClaim(file);
      if (found === undefined) continue;
      if (found.claim !== undefined && isAlive(found.claim)) {
        throw new FolderInUse(folder, found.claim.pid, found.claim.note);
      }
      breakStale(file, found.text);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  const release = (): void => {
    if (readClaim(file)?.text === mine) rmSync(file, { force: true });
  };
  const describe = (words: string): void => {
    if (readClaim(file)?.text !== mine) return;
    mine = text(words);
    writeFileSync(draft, mine);
    renameSync(draft, file);
  };
  return { describe, release, [Symbol.dispose]: release };
}

/** Linking a finished file is atomic and fails if the name exists: no one ever reads half a claim. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Two processes may find the same stale claim: only the one that takes away what it read goes on. */
function breakStale(file: string, staleText: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readClaim(aside)?.text !== staleText) tryLink(aside, file);
  rmSync(aside, { force: true });
}

function readClaim(file: string): { text: string; claim: ClaimFile | undefined } | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  return { text, claim: parseClaim(text) };
}

function parseClaim(text: string): ClaimFile | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number')
      return undefined;
    const startTicks = 'startTicks' in value && typeof value.startTicks === 'string' ? value.startTicks : null;
    const note = 'note' in value && typeof value.note === 'string' ? value.note : '';
    return { pid: value.pid, startTicks, note };
  } catch {
    return undefined;
  }
}

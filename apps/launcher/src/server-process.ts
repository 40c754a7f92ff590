import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, kill, logTail, type ProcessIdentity, startGuarded } from '@nova/embedded';
import { CannotStart } from './cannot-start.ts';

export interface StartServerOptions {
  readonly file: string;
  /** Holds the server's log and the note which process it is. */
  readonly dataFolder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The running server. Dies with this process, however this process dies. */
export interface ServerProcess extends AsyncDisposable {
  readonly pid: number;
  readonly logFile: string;
  /** Settles when it is gone, with its last words; never rejects. */
  readonly ended: Promise<string>;
  /** Resolves when `url` answers 2xx. @throws CannotStart when it ends before, or does not get ready in time. */
  ready(url: string, signal: AbortSignal): Promise<void>;
  /** SIGKILL, at once. */
  kill(): void;
}

/** How long a server told to stop may take to finish what it has accepted. */
const drainMs = 15_000;
const readyWithinMs = 60_000;

export async function startServer({ file, dataFolder, env }: StartServerOptions): Promise<ServerProcess> {
  const logFile = join(dataFolder, 'server.log');
  const child = await startGuarded({
    command: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', file],
    cwd: dataFolder,
    env,
    logFile,
    stop: [{ signal: 'SIGTERM', waitMs: drainMs }],
  });
  const note = join(dataFolder, 'server.json');
  writeFileSync(note, JSON.stringify(identify(child.pid)));
  const ended = child.exited.then(async (code) => {
    rmSync(note, { force: true });
    return `The server ended with code ${code}. Its log ${logFile} ends with:\n${await logTail(logFile)}`;
  });
  return {
    pid: child.pid,
    logFile,
    ended,
    kill: () => child.signal('SIGKILL'),
    async ready(url, signal) {
      for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += 50) {
        if (child.gone) throw new CannotStart(await ended);
        if (await answers(url)) return;
        await sleep(50, undefined, { signal });
      }
      throw new CannotStart(`The server did not get ready within ${readyWithinMs / 1_000} s; see ${logFile}.`);
    },
    async [Symbol.asyncDispose]() {
      await child.stop();
      await ended;
    },
  };
}

/**
 * Ends the server that a killed launcher left behind, if it is still draining: what it accepted is committed, and it
 * holds the port. The caller holds the data folder, so no living launcher's server is touched.
 */
export async function endEarlierServer(dataFolder: string): Promise<void> {
  const earlier = readNote(join(dataFolder, 'server.json'));
  if (earlier === undefined) return;
  while (isAlive(earlier)) {
    kill(earlier.pid, 'SIGKILL');
    await sleep(10);
  }
}

function readNote(file: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || typeof value.pid !== 'number')
      return undefined;
    // Without its start time the number could be anybody's by now.
    if (!('startTicks' in value) || typeof value.startTicks !== 'string') return undefined;
    return { pid: value.pid, startTicks: value.startTicks };
  } catch {
    // No earlier server, or a note cut short: then there is nobody to name.
    return undefined;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

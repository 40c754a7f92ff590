import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import type { GuardReport, GuardSpec } from './guard-spec.ts';

/** A running child that cannot outlive this process, not even its SIGKILL. */
export interface GuardedChild {
  readonly pid: number;
  /** True once the child is gone. */
  readonly gone: boolean;
  /** Settles with the exit code when the child and its guard are gone; never rejects. */
  readonly exited: Promise<number>;
  /** Sends a signal to the child itself; nothing happens if it is gone. */
  signal(name: NodeJS.Signals): void;
  /** Asks the child to end as its spec says; resolves when it is gone. Idempotent. */
  stop(): Promise<void>;
}

const guardFile = fileURLToPath(new URL('./guard.ts', import.meta.url));

/**
 * Starts a child under a guard process. The pair runs in a session of its own, so a Ctrl-C at the terminal reaches
 * only this process, which then decides the order in which things stop. Neither keeps this process from exiting.
 *
 * @throws Error when the command cannot be started; a child that starts and then dies shows in `exited`.
 */
export async function startGuarded(spec: GuardSpec): Promise<GuardedChild> {
  const guard = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', guardFile], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
    cwd: '/',
  });
  // The pipe breaks when the guard dies first; `exited` tells.
  guard.stdin.on('error', () => {});
  let gone = false;
  const exited = new Promise<number>((resolve) => {
    guard.once('error', () => resolve(127));
    guard.once('exit', (code) => resolve(code ?? 1));
  }).then((code) => {
    gone = true;
    return code;
  });
  guard.stdin.write(`${JSON.stringify(spec)}\n`);
  const first = await Promise.race([firstReport(guard), exited]);
  if (typeof first === 'number') throw new Error(`${spec.command}: the guard process ended with code ${first}`);
  if (first.type === 'failed') throw new Error(`${spec.command}: ${first.message}`);
  const { pid } = first;
  guard.unref();
  for (const pipe of [guard.stdin, guard.stdout]) if (pipe instanceof Socket) pipe.unref();

  return {
    pid,
    exited,
    get gone() {
      return gone;
    },
    signal(name) {
      if (!gone) kill(pid, name);
    },
    async stop() {
      if (gone) return;
      guard.ref();
      guard.stdin.end();
      await exited;
    },
  };
}

/** Sends a signal; a process that is already gone is no error. Signal 0 only asks. Returns whether it was there. */
export function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    if (error instanceof Error && 'code' in error && error.code === 'EPERM') return true;
    throw error;
  }
}

/** The last words of a log file, for an error message; empty when there is none. */
export async function logTail(file: string, lines = 8): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-lines).join('\n');
}

function firstReport(guard: ChildProcess & { stdout: NodeJS.ReadableStream }): Promise<GuardReport> {
  return new Promise((resolve) => {
    createInterface({ input: guard.stdout }).once('line', (line) => resolve(JSON.parse(line) as GuardReport));
  });
}

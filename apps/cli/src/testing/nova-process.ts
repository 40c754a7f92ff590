import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What is on a person’s PATH. */
const program = fileURLToPath(new URL('../../bin/nova.mjs', import.meta.url));

/** A person's machine: credentials, outbox and positions of its own. */
export interface Machine extends AsyncDisposable {
  readonly folder: string;
  /** Runs the command line to its end. */
  run(args: readonly string[], more?: RunOptions): Promise<Ended>;
  /** Starts it. */
  start(args: readonly string[], more?: RunOptions): NovaProcess;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** All of stdin. */
  readonly input?: string;
}

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface NovaProcess {
  readonly child: ChildProcess;
  /** Resolves when it is gone and has said everything. */
  readonly ended: Promise<Ended>;
  /** Resolves when what it has said so far passes; rejects when it ends before. */
  until(passes: (said: { stdout: string; stderr: string }) => boolean): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<Ended>;
}

export async function openMachine(env: Readonly<Record<string, string>>): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'nova-cli-'));
  const running = new Set<NovaProcess>();
  const start = (args: readonly string[], more: RunOptions = {}): NovaProcess => {
    const started = startNova(args, {
      folder,
      env: { ...env, ...more.env },
      ...(more.input === undefined ? {} : { input: more.input }),
    });
    running.add(started);
    void started.ended.then(() => running.delete(started));
    return started;
  };
  return {
    folder,
    start,
    run: (args, more) => start(args, more).ended,
    async [Symbol.asyncDispose]() {
      await Promise.all([...running].map((one) => one.kill()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function startNova(
  args: readonly string[],
  { folder, env, input = '' }: { folder: string; env: Readonly<Record<string, string>>; input?: string },
): NovaProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], {
    cwd: folder,
    env: {
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_STATE_HOME: join(folder, 'state'),
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const said = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  const hear = (which: 'stdout' | 'stderr') => (chunk: string) => {
    said[which] += chunk;
    for (const look of watchers) look();
  };
  child.stdout.setEncoding('utf8').on('data', hear('stdout'));
  child.stderr.setEncoding('utf8').on('data', hear('stderr'));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, ...said }));
  });
  return {
    child,
    ended,
    until: (passes) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!passes(said)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
        void ended.then(({ code, stderr }) => reject(new Error(`nova ended with ${code}: ${stderr}`)));
      }),
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

import { type ChildProcess, fork } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ProbeRequest, Usage } from '../contenders/probe.ts';

export interface ServerSpec {
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port: number;
  /** Where its words go. */
  readonly logFile: string;
}

/** A contender's server process. */
export interface Server extends AsyncDisposable {
  readonly pid: number;
  usage(collect: boolean): Promise<Usage>;
  profile(): Promise<void>;
  profiled(file: string): Promise<void>;
}

const probeFile = fileURLToPath(new URL('../contenders/probe.ts', import.meta.url));
const readyWithinMs = 30_000;
const stopWithinMs = 12_000;

/** Starts a server and resolves when its port takes connections. @throws Error with its last words. */
export async function startServer({ file, env, port, logFile }: ServerSpec): Promise<Server> {
  const log = openSync(logFile, 'w');
  const child = fork(file, [], {
    execArgv: ['--disable-warning=ExperimentalWarning', '--expose-gc', '--import', probeFile],
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: String(port), ...env },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const isReady = await waitFor(child, port);
  if (!isReady) {
    child.kill('SIGKILL');
    throw new Error(`${file} did not get ready:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
  }
  const ask = async (request: ProbeRequest): Promise<Usage | null> => {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the server ended:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
    const said = new Promise<Usage | null>((resolve) => child.once('message', (usage: Usage | null) => resolve(usage)));
    child.send(request);
    const answer = await Promise.race([said, gone.then(() => 'gone' as const)]);
    if (answer === 'gone') throw new Error(`the server ended:\n${readFileSync(logFile, 'utf8').slice(-2_000)}`);
    return answer;
  };
  return {
    pid: child.pid ?? 0,
    async usage(collect) {
      const usage = await ask({ ask: 'usage', collect });
      if (!usage) throw new Error('a probe without an answer');
      return usage;
    },
    async profile() {
      await ask({ ask: 'profile' });
    },
    async profiled(profileFile) {
      await ask({ ask: 'profiled', file: profileFile });
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
      await gone;
      clearTimeout(timer);
    },
  };
}

async function waitFor(child: ChildProcess, port: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < readyWithinMs; waitedMs += 50) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const answers = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2_000) }).then(
      // Contenders without the path are ready when they answer anything.
      ({ status }) => status !== 503,
      () => false,
    );
    if (answers) return true;
    await sleep(50);
  }
  return false;
}

/** The file in which something of a run is kept. */
export function fileIn(folder: string, name: string, ending: string): string {
  return join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, '-')}.${ending}`);
}

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, type GuardedChild, logTail, startGuarded } from '@nova/embedded';
import { CannotStart } from './cannot-start.ts';
import type { WebApp } from './web-app.ts';

export interface KeptWebOptions {
  readonly app: WebApp;
  /** `dev` compiles what is asked for and shows changes at once. */
  readonly mode: 'start' | 'dev';
  readonly dataFolder: string;
  readonly signal: AbortSignal;
  say(line: string): void;
}

/** The app's own server on a private port, behind the one that people reach. Comes back at its address when it dies. */
export interface KeptWeb extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
  readonly logFile: string;
}

/** One that keeps dying is left dead: the API goes on without it. */
const mostRestarts = 5;
const readyWithinMs = 60_000;

/** @throws CannotStart when it does not answer in time, or ends before it does. */
export async function keptWeb({ app, mode, dataFolder, signal, say }: KeptWebOptions): Promise<KeptWeb> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(dataFolder, 'web.log');
  let stopping = false;

  async function start(): Promise<GuardedChild> {
    const child = await startGuarded({
      command: process.execPath,
      args: [app.program, mode, '--port', String(port), '--hostname', '127.0.0.1'],
      cwd: app.folder,
      env: { NODE_ENV: mode === 'dev' ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' },
      logFile,
      stop: [{ signal: 'SIGTERM', waitMs: 3_000 }],
    });
    for (let waitedMs = 0; waitedMs < readyWithinMs && !stopping; waitedMs += 50) {
      if (child.gone)
        throw new CannotStart(`The app's server ended. Its log ${logFile} ends with:\n${await logTail(logFile)}`);
      if (await answers(`${url}/boot.js`)) return child;
      if (signal.aborted) await child.stop();
      await sleep(50, undefined, { signal });
    }
    await child.stop();
    throw new CannotStart(`The app's server did not get ready within ${readyWithinMs / 1_000} s; see ${logFile}.`);
  }

  let current = await start();
  const { pid } = current;

  async function keep(): Promise<void> {
    for (let restarts = 0; ; restarts++) {
      const code = await current.exited;
      if (stopping) return;
      if (restarts === mostRestarts) return say(`App       ended with code ${code} once more; going on without it.`);
      try {
        current = await start();
      } catch (error) {
        if (!stopping) say(`App       ended with code ${code} and did not start again: ${String(error)}`);
        return;
      }
      say(`App       ended with code ${code}; started again.`);
    }
  }
  const kept = keep();
  return {
    url,
    pid,
    logFile,
    async [Symbol.asyncDispose]() {
      stopping = true;
      await current.stop();
      await kept;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

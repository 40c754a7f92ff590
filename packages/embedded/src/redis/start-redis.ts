import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../process/free-port.ts';
import type { GuardSpec } from '../process/guard-spec.ts';
import { type GuardedChild, logTail, startGuarded } from '../process/guarded-child.ts';
import { StoreUnavailable } from '../provided.ts';
import { askRedis } from './resp.ts';

export interface StartRedisOptions {
  /** A server program, or `embedded` for the Valkey that comes from the npm registry. */
  readonly program: { readonly path: string } | 'embedded';
  /** Holds the log and, for a program, its configuration; created if missing. No data is kept. */
  readonly folder: string;
  /** Also delete the folder at the end, even when this process is killed. */
  readonly disposable?: boolean;
  /** A free one by default. Given, it is an error if it is taken. */
  readonly port?: number;
  /** A random one by default; an empty one means none is asked for. */
  readonly password?: string;
  /** More command-line arguments, such as `['--cluster-enabled', 'yes']`; only for a program. */
  readonly args?: readonly string[];
  readonly signal?: AbortSignal;
}

/** A private Redis that answers at `url`. Nothing in it survives its end. */
export interface RunningRedis extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly password: string;
  /** The server's own process. */
  readonly pid: number;
  readonly ended: Promise<string>;
  /** Sends a signal to the server's own process (SIGKILL, SIGSTOP, SIGCONT). */
  kill(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
}

/** Redis holds the tails of what is active, nothing else: bounded, and free to forget the coldest when full. */
const settings: readonly (readonly [name: string, value: string])[] = [
  ['maxmemory', '512mb'],
  ['maxmemory-policy', 'allkeys-lru'],
];

const readyWithinMs = 20_000;
const valkeyProcessFile = fileURLToPath(new URL('./valkey-process.ts', import.meta.url));

/**
 * Starts a private Redis on 127.0.0.1 and resolves when that very server – told apart by its random password – has
 * answered PING.
 *
 * @throws StoreUnavailable when it cannot start; the message holds the server's own words.
 */
export async function startRedis(options: StartRedisOptions): Promise<RunningRedis> {
  mkdirSync(options.folder, { recursive: true });
  const password = options.password ?? randomBytes(18).toString('hex');
  for (let attempt = 1; ; attempt++) {
    options.signal?.throwIfAborted();
    const port = options.port ?? (await freePort());
    const spec =
      options.program === 'embedded'
        ? embeddedSpec(options, port, password)
        : nativeSpec(options, options.program.path, port, password);
    const child = await startGuarded(spec);
    if (await answers(child, port, password, options.signal)) return running(child, port, password);
    const words = await logTail(spec.logFile);
    await child.stop();
    options.signal?.throwIfAborted();
    // The free port was taken by somebody else meanwhile.
    if (options.port === undefined && attempt < 4 && /address already in use|EADDRINUSE/i.test(words)) continue;
    throw new StoreUnavailable(`Redis did not start on port ${port}. Its log ${spec.logFile} ends with:\n${words}`);
  }
}

function running(child: GuardedChild, port: number, password: string): RunningRedis {
  const credentials = password === '' ? '' : `:${password}@`;
  const stop = (): Promise<void> => child.stop();
  return {
    url: `redis://${credentials}127.0.0.1:${port}`,
    port,
    password,
    pid: child.pid,
    ended: child.exited.then((code) => `Redis ended with code ${code}`),
    kill: (signal) => child.signal(signal),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function nativeSpec(options: StartRedisOptions, command: string, port: number, password: string): GuardSpec {
  const config = join(options.folder, 'redis.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    'save ""',
    'appendonly no',
    ...(password === '' ? [] : [`requirepass ${password}`]),
    ...settings.map(([name, value]) => `${name} ${value}`),
  ];
  // In a file of its owner only: arguments can be read by every user of the machine.
  writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 });
  return { ...common(options), command, args: [config, ...(options.args ?? [])] };
}

function embeddedSpec(options: StartRedisOptions, port: number, password: string): GuardSpec {
  if (options.args !== undefined && options.args.length > 0) {
    throw new StoreUnavailable('The embedded Valkey takes no command-line arguments.');
  }
  const all = [...settings, ...(password === '' ? [] : [['requirepass', password] as const])];
  return {
    ...common(options),
    command: process.execPath,
    args: ['--no-warnings', valkeyProcessFile, String(port)],
    env: { VALKEY_SETTINGS: JSON.stringify(all) },
  };
}

function common(options: StartRedisOptions): Pick<GuardSpec, 'cwd' | 'logFile' | 'stop' | 'removeAfterwards'> {
  return {
    cwd: options.folder,
    logFile: join(options.folder, 'log'),
    stop: [{ signal: 'SIGTERM', waitMs: 3_000 }],
    ...(options.disposable === true ? { removeAfterwards: options.folder } : {}),
  };
}

async function answers(child: GuardedChild, port: number, password: string, signal?: AbortSignal): Promise<boolean> {
  const commands = password === '' ? ['PING'] : [`AUTH ${password}`, 'PING'];
  for (let waitedMs = 0; waitedMs < readyWithinMs && !child.gone && signal?.aborted !== true; waitedMs += 10) {
    // Refused until it listens, and until the embedded one has its password: not there yet.
    const said = await askRedis(port, commands, 1_000).catch(() => []);
    if (said.at(-1) === '+PONG') return !child.gone;
    await sleep(10);
  }
  return false;
}

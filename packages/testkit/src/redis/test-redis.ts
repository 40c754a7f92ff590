import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNativeRedis, type RunningRedis, startRedis } from '@nova/embedded';
import { Redis } from 'ioredis';

export type TestRedisKind = 'native' | 'embedded';

/** A Redis of its own, to be used and abused. Keeps its address across `kill` and `restart`. */
export interface TestRedis extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly kind: TestRedisKind;
  /** SIGKILL; resolves when the process is gone and the port is closed. */
  kill(): Promise<void>;
  /** Starts again at the same address, empty; kills it first if it runs. */
  restart(): Promise<void>;
  /** SIGSTOP: connections stay open and nothing answers. */
  pause(): void;
  /** SIGCONT. */
  resume(): void;
  /** FLUSHALL. */
  flush(): Promise<void>;
}

export interface TestRedisOptions {
  /** A server program of this machine if there is one, else the embedded build. */
  readonly kind?: TestRedisKind;
  /** More command-line arguments; only for `native`. */
  readonly args?: readonly string[];
  /** A random one by default; `''` for none. */
  readonly password?: string;
}

/** Whether this machine has a server program; where it has none, `native` cannot be asked for. */
export function hasNativeRedis(): boolean {
  return !('missing' in findNativeRedis(process.env['PATH'] ?? ''));
}

/** Starts a private Redis that answers PING when this resolves. About 50 ms native, 400 ms embedded. */
export async function testRedis(options: TestRedisOptions = {}): Promise<TestRedis> {
  const { args = [], password } = options;
  const native = options.kind === 'embedded' ? { missing: 'not wanted' } : findNativeRedis(process.env['PATH'] ?? '');
  if (options.kind === 'native' && 'missing' in native) throw new Error(`No native Redis: ${native.missing}.`);
  const program = 'missing' in native ? 'embedded' : native;
  const start = (address: { port?: number; password?: string }): Promise<RunningRedis> => {
    const folder = mkdtempSync(join(tmpdir(), 'nova-test-redis-'));
    return startRedis({ program, folder, disposable: true, args, ...address });
  };

  let current = await start(password === undefined ? {} : { password });
  const { url, port, password: chosen } = current;
  const kill = async (): Promise<void> => {
    current.kill('SIGKILL');
    await current.ended;
  };
  return {
    url,
    port,
    kind: program === 'embedded' ? 'embedded' : 'native',
    kill,
    async restart() {
      await kill();
      current = await start({ port, password: chosen });
    },
    pause: () => current.kill('SIGSTOP'),
    resume: () => current.kill('SIGCONT'),
    async flush() {
      const redis = new Redis(url, { maxRetriesPerRequest: 0 });
      try {
        await redis.flushall();
      } finally {
        redis.disconnect();
      }
    },
    [Symbol.asyncDispose]: () => current.stop(),
  };
}

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestDatabase, testDatabase, type TestRedis, testRedis } from '@nova/testkit';
import { readEnv } from '../env.ts';
import { type RunningServer, type ServerOptions, startServer } from '../start-server.ts';
import type { Settings } from '../settings.ts';

/** A system of real stores and as many nodes as are opened; all of it goes when it is disposed. */
export interface TestSystem extends AsyncDisposable {
  readonly database: TestDatabase;
  readonly redis: TestRedis;
  readonly operatorToken: string;
  /** Where its nodes store files. */
  readonly filesDir: string;
  /** The environment of its nodes. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts a node on a free port. */
  openNode(over?: Partial<Settings>, options?: Partial<Omit<ServerOptions, 'settings'>>): Promise<RunningServer>;
}

/** Tests that are not about limits do not meet any. */
const budgets = [
  'REQUEST',
  'FRAME',
  'AUTH',
  'SIGN_IN',
  'REPORT',
  'READ',
  'SEARCH',
  'SEND',
  'WRITE',
  'LIVE',
  'TYPING',
  'UPLOAD',
  'DOWNLOAD',
  'MAIL',
];

export async function openTestSystem(): Promise<TestSystem> {
  await using starting = new AsyncDisposableStack();
  const database = starting.use(await testDatabase());
  const redis = starting.use(await testRedis());
  const filesDir = await mkdtemp(join(tmpdir(), 'nova-files-'));
  starting.defer(() => rm(filesDir, { recursive: true, force: true }));
  const operatorToken = randomBytes(16).toString('hex');
  const env = {
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    PORT: '0',
    FILES_DIR: filesDir,
    AUTH_SECRET: randomBytes(32).toString('hex'),
    OPERATOR_TOKEN: operatorToken,
    LOG_LEVEL: 'fatal',
    DATABASE_CONNECTIONS: '9',
    // Tests ask nobody elsewhere.
    LINK_PREVIEWS: 'off',
    ...Object.fromEntries(budgets.map((name) => [`LIMIT_${name}`, '1000000/1s'])),
  };
  const settings = readEnv(env);
  const running = starting.move();
  return {
    database,
    redis,
    operatorToken,
    filesDir,
    env: { ...env, LOG_LEVEL: 'info' },
    openNode: async (over = {}, options = {}) =>
      running.use(await startServer({ ...options, settings: { ...settings, ...over } })),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

import { randomBytes } from 'node:crypto';
import { readEnv, startServer } from '@nova/server';
import { testDatabase, testRedis } from '@nova/testkit';

/** A whole server on real stores of its own. */
export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly operatorToken: string;
}

export async function openTestServer(): Promise<TestServer> {
  await using starting = new AsyncDisposableStack();
  const database = starting.use(await testDatabase());
  const redis = starting.use(await testRedis());
  const operatorToken = randomBytes(16).toString('hex');
  const server = starting.use(
    await startServer({
      settings: readEnv({
        NODE_ENV: 'test',
        DATABASE_URL: database.url,
        REDIS_URL: redis.url,
        PORT: '0',
        AUTH_SECRET: randomBytes(32).toString('hex'),
        OPERATOR_TOKEN: operatorToken,
        LOG_LEVEL: 'fatal',
        DATABASE_CONNECTIONS: '9',
        LIMIT_SEND: '100000/10s',
        LIMIT_UPLOAD: '100000/10s',
      }),
    }),
  );
  const running = starting.move();
  return { url: server.url, operatorToken, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

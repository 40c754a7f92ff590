import { expect, test } from 'vitest';
import { BadEnvironment, readEnv, variableOf } from './env.ts';
import { envExample } from './env-example.ts';
import { settingsSchema } from './settings.ts';

const least = {
  DATABASE_URL: 'postgres://nova@127.0.0.1/nova',
  REDIS_URL: 'redis://127.0.0.1:6379',
  AUTH_SECRET: 'x'.repeat(32),
  OPERATOR_TOKEN: 'y'.repeat(16),
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readEnv(env);
    return [];
  } catch (error) {
    if (error instanceof BadEnvironment) return error.problems;
    throw error;
  }
}

test('four variables are enough, and an empty one is none', () => {
  const settings = readEnv({ ...least, PORT: '', PUBLIC_URL: '' });
  expect(settings).toMatchObject({ port: 3_000, host: '127.0.0.1', trustedOrigins: [], directEvents: true });
  expect(settings.limitSend).toEqual({ points: 100, seconds: 10 });
  expect(settings.publicUrl).toBeUndefined();
});

test('every problem is told at once, those between two settings too', () => {
  const problems = problemsOf({
    REDIS_URL: 'http://127.0.0.1',
    AUTH_SECRET: 'short',
    OPERATOR_TOKEN: least.OPERATOR_TOKEN,
    PORT: '70000',
    LIMIT_SEND: 'many',
    PUBLIC_URL: 'https://nova.example/path',
    SOCKET_PING_MS: '40000',
    LOCK_TIMEOUT_MS: '9000',
  });
  const named = problems.map((problem) => problem.split(':', 1)[0]);
  expect(named.toSorted()).toEqual([
    'AUTH_SECRET',
    'DATABASE_URL',
    'LIMIT_SEND',
    'LOCK_TIMEOUT_MS, STATEMENT_TIMEOUT_MS',
    'PORT',
    'PUBLIC_URL',
    'REDIS_URL',
    'SOCKET_PING_MS, SOCKET_TIMEOUT_MS',
  ]);
});

test.each([
  ['SOCKET_PING_MS', '30000'],
  ['SOCKET_BUFFER_BYTES', '9000000'],
  ['RECONNECT_SPREAD_MS', '10000'],
  ['STATEMENT_TIMEOUT_MS', '10000'],
  ['STATEMENT_TIMEOUT_MS', '3000'],
  ['DATABASE_CONNECTIONS', '5'],
])('%s=%s does not fit the rest', (name, value) => {
  expect(problemsOf({ ...least, [name]: value })).toHaveLength(1);
});

test('lists and switches read as people write them', () => {
  const settings = readEnv({
    ...least,
    TRUSTED_ORIGINS: 'https://a.example, http://b.example:8080/',
    DIRECT_EVENTS: 'false',
    ADDRESS_HEADER: 'X-Forwarded-For',
    EDIT_WINDOW_MS: '-1',
  });
  expect(settings).toMatchObject({
    trustedOrigins: ['https://a.example', 'http://b.example:8080'],
    directEvents: false,
    addressHeader: 'x-forwarded-for',
    editWindowMs: -1,
  });
});

test('.env.example is made from the schema (write it anew with: npm test -- env.test -u)', async () => {
  await expect(envExample()).toMatchFileSnapshot('../../../.env.example');
  for (const setting of Object.keys(settingsSchema.shape)) expect(envExample()).toContain(`# ${variableOf(setting)}=`);
});

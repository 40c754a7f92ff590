import type { Message } from '@nova/contract';
import { Redis } from 'ioredis';
import postgres from 'postgres';
import { expect } from 'vitest';
import { signUp } from '../../../apps/server/src/testing/stock-client.ts';
import { openTestSystem, type TestSystem } from '../../../apps/server/src/testing/test-system.ts';
import { Person } from './person.ts';
import { ServerProcess } from './server-process.ts';
import { untilNone } from './until.ts';

/** Two server processes on a real Postgres and a real Redis, and people in one group, each with a way of their own. */
export interface RealWorld extends AsyncDisposable {
  readonly system: TestSystem;
  readonly nodes: readonly [ServerProcess, ServerProcess];
  readonly people: readonly [Person, Person, Person];
  readonly conversationId: string;
  /** Postgres throws everybody out and lets nobody in until `during` is over. */
  withoutPostgres(during: () => Promise<void>): Promise<void>;
  /** Another node of the same system, not started yet. */
  openNode(): Promise<ServerProcess>;
  /** A text that nobody has said before. */
  saying(): string;
  /** Waits until everything has come to rest, and then checks that nothing is lost, doubled, out of order or leaked. */
  settle(): Promise<void>;
}

const names = ['Ann', 'Bob', 'Cem'] as const;

export async function openRealWorld(): Promise<RealWorld> {
  await using starting = new AsyncDisposableStack();
  const system = starting.use(await openTestSystem());
  const env = { ...system.env, REDIS_COMMAND_TIMEOUT_MS: '500', RECONNECT_SPREAD_MS: '100' };
  const [here, there] = [starting.use(await ServerProcess.open(env)), starting.use(await ServerProcess.open(env))];
  await Promise.all([here.start(), there.start()]);
  const origin = `http://127.0.0.1:${here.port}`;
  const [ann, bob, cem] = await Promise.all(names.map((name) => signUp(origin, name)));
  if (!ann || !bob || !cem) throw new Error('somebody could not sign up');
  const conversationId = await makeGroup(origin, ann.token, [bob.userId, cem.userId]);
  const ports = [here.port, there.port, there.port];
  const people = await Promise.all(
    [ann, bob, cem].map(async (account, n) =>
      starting.use(await Person.open({ account, port: ports[n] ?? here.port, conversationId })),
    ),
  );
  const [first, second, third] = people;
  if (!first || !second || !third) throw new Error('somebody is missing');
  const sql = postgres(system.database.url, { max: 1, onnotice: () => {} });
  starting.defer(() => sql.end());
  const redis = new Redis(system.redis.url, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  starting.defer(() => redis.disconnect());
  let said = 0;
  const running = starting.move();

  const settle = async (): Promise<void> => {
    await Promise.all(people.map((person) => person.idle()));
    const truth = await first.truth();
    await Promise.all(people.map((person) => person.sees(truth)));
    expectAllThere(people, truth);
    const seqs = await sql<
      { seq: string }[]
    >`select seq from events where conversation_id = ${conversationId} order by seq`;
    expect(seqs.map(({ seq }) => Number(seq))).toEqual(seqs.map((_, place) => place + 1));
    await untilNone(() => sql`select 1 from outbox`);
    await expectNothingDeleted({ redis, sql, conversationId });
  };
  return {
    system,
    nodes: [here, there],
    people: [first, second, third],
    conversationId,
    withoutPostgres: (during) => lockedOut(system.database.url, during),
    openNode: async () => running.use(await ServerProcess.open(env)),
    saying: () => `said <${++said}>`,
    settle,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

async function lockedOut(url: string, during: () => Promise<void>): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  const elsewhere = new URL(url);
  elsewhere.pathname = '/postgres';
  const admin = postgres(elsewhere.href, { max: 1, onnotice: () => {} });
  try {
    await admin`alter database ${admin(name)} with allow_connections false`;
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`;
    await during();
  } finally {
    await admin`alter database ${admin(name)} with allow_connections true`;
    await admin.end();
  }
}

async function makeGroup(origin: string, token: string, memberIds: readonly string[]): Promise<string> {
  const response = await fetch(`${origin}/api/trpc/conversation.createGroup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ title: 'Everybody', memberIds }),
  });
  const answer = (await response.json()) as { result: { data: { conversationId: string } } };
  return answer.result.data.conversationId;
}

/** Whatever a device took is in the log, once, or shown as failed (O1). */
function expectAllThere(people: readonly Person[], truth: readonly Message[]): void {
  for (const { account, sent, failed } of people) {
    const there = truth.filter(({ senderId }) => senderId === account.userId).map(({ clientId }) => clientId);
    expect(new Set(there).size).toBe(there.length);
    expect(sent.filter((clientId) => !there.includes(clientId) && !failed.includes(clientId))).toEqual([]);
  }
}

/** No deleted text is left in the streams (X1). */
async function expectNothingDeleted(of: { redis: Redis; sql: postgres.Sql; conversationId: string }): Promise<void> {
  const { redis, sql, conversationId } = of;
  const rows = await sql<{ body: string }[]>`
    select body from messages where conversation_id = ${conversationId} and deleted_at is not null and body is not null`;
  for (const key of await redis.keys(`nova:{${conversationId}}:log:*`)) {
    const entries = JSON.stringify(await redis.xrange(key, '-', '+'));
    expect(rows.filter(({ body }) => entries.includes(body))).toEqual([]);
  }
}

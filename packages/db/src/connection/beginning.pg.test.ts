import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { testDatabase } from '@nova/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';

const applicationName = 'beginning-test';

/** What befalls a connection that asks for the types of arrays, the first thing that a connection asks for. */
type Trouble = (beginning: { readonly chunk: Buffer; readonly down: Socket; readonly up: Socket }) => void;

/** A database behind a proxy that troubles the first two connections while they begin. */
async function openTroubled(trouble: (direct: Database) => Trouble) {
  const base = await testDatabase();
  const open = (url: string): Database =>
    openDatabase({
      url,
      maxConnections: 6,
      applicationName: url === base.url ? 'direct' : applicationName,
      lockTimeoutMs: 1_000,
      statementTimeoutMs: 5_000,
      idleInTransactionTimeoutMs: 5_000,
    });
  const direct = open(base.url);
  const troubled = trouble(direct);
  const { hostname, port } = new URL(base.url);
  let count = 0;
  const proxy = createServer((down) => {
    const up = connect({ host: hostname, port: Number(port) });
    down.on('data', (chunk) => {
      if (count === 2 || !chunk.includes('pg_catalog.pg_type')) up.write(chunk);
      else {
        count++;
        troubled({ chunk, down, up });
      }
    });
    up.on('data', (chunk) => down.write(chunk));
    for (const [one, other] of [
      [down, up],
      [up, down],
    ] as const) {
      // What was reset is closed next.
      one.on('error', () => {});
      one.on('end', () => other.end());
      one.on('close', () => other.destroy());
    }
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const url = new URL(base.url);
  url.port = String((proxy.address() as AddressInfo).port);
  const db = open(url.href);
  return {
    db,
    get count() {
      return count;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([db.close(), direct.close()]);
      proxy.close();
      await base[Symbol.asyncDispose]();
    },
  };
}

/** Every rejection that nobody handles until the test has ended. */
function unhandledRejections(): unknown[] {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  return unhandled;
}

/** The codes of the failures before the answer, and the answer: at the third time, at the latest. */
async function ask(db: Database): Promise<{ failures: unknown[]; answer: unknown }> {
  const failures: unknown[] = [];
  for (let time = 0; time < 3; time++) {
    try {
      const [row] = await db.query<{ all: unknown }>`select array['a', 'b'] as all`;
      return { failures, answer: row?.all };
    } catch (error) {
      failures.push((error as { code?: unknown }).code);
    }
  }
  return { failures, answer: undefined };
}

const reset = (): Trouble => (beginning) => beginning.down.resetAndDestroy();

test('[W7] a connection that is lost while it begins ends no process: the next one answers', async () => {
  const unhandled = unhandledRejections();
  await using troubled = await openTroubled(reset);
  expect(await ask(troubled.db)).toEqual({ failures: ['ECONNRESET', 'ECONNRESET'], answer: ['a', 'b'] });
  expect(troubled.count).toBe(2);
  // It waits for whatever is under way, however long.
  await troubled.db.sql.end();
  expect(unhandled).toEqual([]);
});

/** As when Postgres is shut down: it says so, and closes. */
const terminated =
  (direct: Database): Trouble =>
  () => {
    void direct.query`select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${applicationName}`;
  };

test('[W7] one that Postgres ends while it begins is begun again, and its end is nobody’s answer', async () => {
  const unhandled = unhandledRejections();
  await using troubled = await openTroubled(terminated);
  expect(await ask(troubled.db)).toEqual({ failures: [], answer: ['a', 'b'] });
  expect(troubled.count).toBe(2);
  expect(unhandled).toEqual([]);
});

/** Postgres answers that there is no such table. */
const refused = (): Trouble => (beginning) => {
  beginning.up.write(
    beginning.chunk.toString('latin1').replace('pg_catalog.pg_type a', 'pg_catalog.pg_none a'),
    'latin1',
  );
};

test('[W7] one whose types are refused is not used: whoever asked is told, and the next one knows them', async () => {
  const unhandled = unhandledRejections();
  await using troubled = await openTroubled(refused);
  expect(await ask(troubled.db)).toEqual({ failures: ['42P01', '42P01'], answer: ['a', 'b'] });
  expect(troubled.count).toBe(2);
  const given = ['c', 'd'];
  expect(await troubled.db.query`select ${given}::text[] as given`).toEqual([{ given }]);
  expect(unhandled).toEqual([]);
});

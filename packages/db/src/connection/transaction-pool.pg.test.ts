import { gate, testDatabase } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import { type Database, openDatabase } from './database.ts';
import { PoolExhausted, TransactionPool } from './transaction-pool.ts';
import { TransactionLost } from './transaction.ts';

async function openTestDatabase(): Promise<{ db: Database } & AsyncDisposable> {
  const base = await testDatabase();
  const db = openDatabase({
    url: base.url,
    maxConnections: 6,
    applicationName: 'pool-test',
    lockTimeoutMs: 1_000,
    statementTimeoutMs: 5_000,
    idleInTransactionTimeoutMs: 5_000,
  });
  await db.query`create table marks (n integer primary key)`;
  return {
    db,
    async [Symbol.asyncDispose]() {
      await db.close();
      await base[Symbol.asyncDispose]();
    },
  };
}

const marks = async (db: Database): Promise<number[]> =>
  (await db.query<{ n: number }>`select n from marks order by n`).map(({ n }) => n);

describe('a pool of transactions', () => {
  test('what the body throws undoes it, and the connection serves the next', async () => {
    await using test = await openTestDatabase();
    const { db } = test;
    for (let round = 0; round < 10; round++) {
      const failing = db.transactions.run(async (transaction) => {
        await transaction.query`insert into marks values (${round})`;
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
    }
    await db.transactions.run(async (transaction) => {
      await transaction.query`insert into marks values (99)`;
      await transaction.commit();
    });
    expect(await marks(db)).toEqual([99]);
    const [used] = await db.query<{
      count: number;
    }>`select count(*) as count from pg_stat_activity where datname = current_database()`;
    expect(used?.count).toBeLessThanOrEqual(6);
  });

  test('a body that returns without committing is committed for it, and holds nothing', async () => {
    await using test = await openTestDatabase();
    const { db } = test;
    await db.transactions.run(async (transaction) => {
      await transaction.query`insert into marks values (1)`;
    });
    expect(await marks(db)).toEqual([1]);
    expect(
      await db.query`select 1 as found from pg_stat_activity where state like 'idle in transaction%' and datname = current_database()`,
    ).toEqual([]);
  });

  test.each(['while a statement runs', 'between two statements'])(
    'a connection lost %s fails the transaction, writes nothing, and is replaced',
    async (when) => {
      await using test = await openTestDatabase();
      const { db } = test;
      for (let round = 0; round < 5; round++) {
        const started = gate();
        const lost = gate();
        const pids: number[] = [];
        const doing = db.transactions.run(async (transaction) => {
          const [me] = await transaction.query<{ pid: number }>`select pg_backend_pid() as pid`;
          pids.push(me?.pid ?? 0);
          if (when === 'while a statement runs') {
            const sleeping = transaction.query`select pg_sleep(10)`;
            void started.pass();
            await sleeping;
          } else {
            void started.pass();
            await lost.pass();
          }
          await transaction.query`insert into marks values (${round})`;
          await transaction.commit();
        });
        const failed = doing.then(
          () => null,
          (error: unknown) => error,
        );
        await started.arrived();
        await db.query`select pg_terminate_backend(${pids[0] ?? 0})`;
        while ((await db.query`select 1 as found from pg_stat_activity where pid = ${pids[0] ?? 0}`).length > 0);
        lost.open();
        expect(await failed).toBeInstanceOf(Error);
      }
      await db.transactions.run(async (transaction) => {
        await transaction.query`insert into marks values (99)`;
        await transaction.commit();
      });
      expect(await marks(db)).toEqual([99]);
    },
  );

  test('a failed statement makes the commit fail', async () => {
    await using test = await openTestDatabase();
    const { db } = test;
    const doing = db.transactions.run(async (transaction) => {
      await transaction.query`insert into marks values (1)`;
      await transaction.query`insert into marks values (1)`.catch(() => {});
      await transaction.commit();
    });
    await expect(doing).rejects.toThrow(TransactionLost);
    expect(await marks(db)).toEqual([]);
  });

  test('[A3] past its waiting room it refuses at once', async () => {
    await using test = await openTestDatabase();
    const pool = new TransactionPool({ url: urlOf(test.db), client: { max: 1 }, size: 1, maxWaiting: 1 });
    const stop = gate();
    const first = pool.run(() => stop.pass());
    const second = pool.run(() => Promise.resolve('done'));
    await expect(pool.run(() => Promise.resolve())).rejects.toThrow(PoolExhausted);
    expect(pool.waiting).toBe(1);
    stop.open();
    await first;
    expect(await second).toBe('done');
    await pool.close();
  });
});

function urlOf(db: Database): string {
  const { host, port, user, pass, database } = db.sql.options;
  return `postgres://${user}:${String(pass)}@${host[0] ?? ''}:${port[0] ?? 0}/${database}`;
}

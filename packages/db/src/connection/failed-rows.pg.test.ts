import { testDatabase } from '@nova/testkit';
import { expect, test } from 'vitest';
import { openDatabase } from './database.ts';

test('[W7] a statement that fails after some of its rows leaves none of them to the next one', async () => {
  await using base = await testDatabase();
  const db = openDatabase({
    url: base.url,
    maxConnections: 1,
    applicationName: 'failed-rows-test',
    lockTimeoutMs: 1_000,
    statementTimeoutMs: 5_000,
    idleInTransactionTimeoutMs: 5_000,
  });
  const failing = db.query`select 1 / (3 - n) as one from generate_series(1, 5) as n`;
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  expect(await db.query`select n from generate_series(1, 2) as n`).toEqual([{ n: 1 }, { n: 2 }]);
  await db.close();
});

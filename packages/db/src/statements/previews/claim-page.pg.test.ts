import { randomUUID } from 'node:crypto';
import { testDatabase } from '@nova/testkit';
import { expect, test } from 'vitest';
import { type Database, openDatabase } from '../../connection/database.ts';
import { claimPage, forgetPages, listStalePages, releasePage, settlePage } from './claim-page.ts';

const leaseMs = 60_000;

async function opened(): Promise<{ db: Database } & AsyncDisposable> {
  const base = await testDatabase();
  const limits = { lockTimeoutMs: 2_000, statementTimeoutMs: 5_000, idleInTransactionTimeoutMs: 10_000 };
  const db = openDatabase({ url: base.url, maxConnections: 8, applicationName: 'pages', ...limits });
  return {
    db,
    async [Symbol.asyncDispose]() {
      await db.close();
      await base[Symbol.asyncDispose]();
    },
  };
}

const claim = ({ query }: Database, key = 'fox') => claimPage(query, { id: randomUUID(), key, leaseMs });
const pass = ({ query }: Database) => query`update link_pages set until = now() - interval '1 second' where is_current`;

test('[H7] of many that want to ask a page, one does; the others hear what came of it', async () => {
  await using at = await opened();
  const { db } = at;
  const claims = await Promise.all(Array.from({ length: 12 }, () => claim(db)));
  const mine = claims.filter(({ state }) => state === 'mine');
  expect([mine.length, claims.filter(({ state }) => state === 'asked').length]).toEqual([1, 11]);
  const id = mine[0]?.id ?? '';
  expect(await claim(db, 'owl')).toMatchObject({ state: 'mine' });
  await settlePage(db.query, { id, found: null, keptMs: 60_000 });
  expect(await claim(db)).toEqual({ id, state: 'failed' });
});

test('[H7] what is known is believed for its time; afterwards it is asked again, under another id', async () => {
  await using at = await opened();
  const { db } = at;
  const page = { host: 'a.test', site: null, title: 'A', description: null, picture: null };
  const first = await claim(db);
  await settlePage(db.query, { id: first.id, found: page, keptMs: 60_000 });
  expect(await claim(db)).toEqual({ id: first.id, state: 'ready' });
  await pass(db);
  const second = await claim(db);
  expect(second).toMatchObject({ state: 'mine' });
  expect(second.id).not.toBe(first.id);
});

test('[H7] who is too slow, or died, is not waited for, and what it finds then is nobody’s', async () => {
  await using at = await opened();
  const { db } = at;
  const slow = await claim(db);
  await pass(db);
  const next = await claim(db);
  expect(next.state).toBe('mine');
  await settlePage(db.query, { id: slow.id, found: null, keptMs: 60_000 });
  expect(await claim(db)).toEqual({ id: next.id, state: 'asked' });
  expect(await db.query`select state from link_pages where id = ${slow.id}`).toEqual([{ state: 'asked' }]);
  await releasePage(db.query, next.id);
  expect(await claim(db)).toMatchObject({ state: 'mine' });
});

test('[H7][F5] what nobody believes and no message shows is swept; what one shows stays', async () => {
  await using at = await opened();
  const { db } = at;
  const [shown, stale] = [await claim(db, 'shown'), await claim(db, 'stale')];
  await db.query`
    insert into message_previews (message_id, seq, position, url, page_id)
    values (${randomUUID()}, 1, 1, 'https://a.test/', ${shown.id})`;
  const list = (graceMs = 0) => listStalePages(db.query, { graceMs, limit: 10 });
  expect(await list()).toEqual([]);
  await pass(db);
  expect(await list(60_000)).toEqual([]);
  expect(await list()).toEqual([stale.id]);
  await forgetPages(db.query, [stale.id]);
  expect(await db.query`select id from link_pages`).toEqual([{ id: shown.id }]);
});

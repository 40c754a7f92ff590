import { testDatabase } from '@nova/testkit';
import { expect, test } from 'vitest';
import { openDatabase } from '../connection/database.ts';
import { readHeads } from '../statements/read-heads.ts';
import { readEpoch, rotateEpoch } from './epoch.ts';

test('[D9] the epoch stays, on every node, until the database is another one or an operator says so', async () => {
  await using base = await testDatabase();
  await using db = openDatabase({
    url: base.url,
    maxConnections: 6,
    applicationName: 'epoch-test',
    lockTimeoutMs: 1_000,
    statementTimeoutMs: 5_000,
    idleInTransactionTimeoutMs: 5_000,
  });
  const [first, ...others] = await Promise.all(Array.from({ length: 8 }, () => readEpoch(db.query)));
  expect(first).toMatch(/^[a-z0-9]{8}$/);
  expect(new Set([first, ...others]).size).toBe(1);
  expect((await readHeads(db.query, [])).epoch).toBe(first);
  // As a dump loaded elsewhere looks: the same rows, with the mark of another database.
  await db.query`update log set fingerprint = 'another'`;
  const second = await readEpoch(db.query);
  expect(second).not.toBe(first);
  expect(await readEpoch(db.query)).toBe(second);
  const third = await rotateEpoch(db.query);
  expect(third).not.toBe(second);
  expect(await readEpoch(db.query)).toBe(third);
});

test('[D9] a role that may not ask for the control data still gets an epoch', async () => {
  await using base = await testDatabase();
  const options = {
    maxConnections: 6,
    applicationName: 'x',
    lockTimeoutMs: 1_000,
    statementTimeoutMs: 5_000,
    idleInTransactionTimeoutMs: 5_000,
  };
  await using db = openDatabase({ ...options, url: base.url });
  const role = `plain_${base.url.slice(-8)}`;
  await db.sql.unsafe(`
    revoke execute on function pg_control_system(), pg_control_checkpoint() from public;
    create role ${role} login password 'plain'; grant all on log, events to ${role}`);
  const url = new URL(base.url);
  url.username = role;
  url.password = 'plain';
  try {
    await using plain = openDatabase({ ...options, url: url.href });
    expect(await readEpoch(plain.query)).toMatch(/^[a-z0-9]{8}$/);
  } finally {
    await db.sql.unsafe(
      `drop owned by ${role}; drop role ${role}; grant execute on function pg_control_system(), pg_control_checkpoint() to public`,
    );
  }
});

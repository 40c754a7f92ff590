import { testDatabase } from '@nova/testkit';
import { expect, test } from 'vitest';
import { openDatabase } from '../connection/database.ts';
import { newId } from '../ids/new-id.ts';
import { deleteOutbox, outboxBacklog, pendingOutbox } from './outbox.ts';

test('[R2] rows are handed out oldest first, again and again until they are removed, and only when old enough', async () => {
  await using base = await testDatabase();
  await using db = openDatabase({
    url: base.url,
    maxConnections: 6,
    applicationName: 'outbox-test',
    lockTimeoutMs: 1_000,
    statementTimeoutMs: 5_000,
    idleInTransactionTimeoutMs: 5_000,
  });
  const conversationId = newId();
  await db.query`
    insert into outbox (conversation_id, first_seq, last_seq, created_at)
    select ${conversationId}::uuid, n, n, now() - n * interval '1 minute' from generate_series(5, 0, -1) as n`;
  const pending = async (olderThanMs: number, limit = 100) => pendingOutbox(db.query, { olderThanMs, limit });
  const old = await pending(90_000);
  expect(old.map(({ firstSeq }) => firstSeq)).toEqual([5, 4, 3, 2]);
  expect(await pending(90_000, 2)).toEqual(old.slice(0, 2));
  expect(old[0]).toEqual({ id: expect.any(String), conversationId, firstSeq: 5, lastSeq: 5 });
  expect(await outboxBacklog(db.query)).toEqual({ rows: 6, oldestMs: expect.closeTo(300_000, -4) });
  await deleteOutbox(
    db.query,
    old.map(({ id }) => id),
  );
  await deleteOutbox(db.query, ['999999']);
  expect(await pending(90_000)).toEqual([]);
  expect((await outboxBacklog(db.query)).rows).toBe(2);
});

import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { pausingNode } from '../rehearsal/interleaving.ts';
import { auditOf, logOf } from '../rehearsal/log-of.ts';
import { openWorld } from '../rehearsal/world.ts';

describe('waiting is bounded', () => {
  test('[W2] a lock that is not granted in time is asked for four times, then BUSY; nothing is changed, nothing audited', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const { messageId } = await world.send(ann, conversationId);
    const pausing = pausingNode(world, 'before-commit');
    const holding = ann.on(pausing.node).call.conversation.update({ conversationId, title: 'Held' });
    await pausing.gate.arrived();
    const on = ann.on(world.openNode({ lockTimeoutMs: 20 }));
    await expect(on.call.message.edit({ messageId, expectedVersion: 1, body: 'x' })).rejects.toMatchObject({
      reason: 'BUSY',
      retryAfterMs: 500,
    });
    expect(world.retries).toEqual(['55P03', '55P03', '55P03']);
    await expect(on.call.message.send({ conversationId, clientId: randomUUID(), body: 'x' })).rejects.toMatchObject({
      reason: 'BUSY',
    });
    expect(world.retries).toHaveLength(6);
    pausing.gate.open();
    await holding;
    expect((await logOf(world, conversationId)).map(({ type }) => type)).toEqual([
      'conversation.updated',
      'member.added',
      'message.created',
      'conversation.updated',
    ]);
    expect((await auditOf(world)).filter((line) => line.includes('refused'))).toEqual([]);
  });

  test('[W7] success means committed with synchronous_commit on, whatever the database prefers', async () => {
    await using world = await openWorld();
    const name = new URL(world.url).pathname.slice(1);
    await world.db.sql.unsafe(`alter database ${name} set synchronous_commit = off`);
    const node = world.openNode();
    for (const pool of [node.db.transactions, node.db.lanes]) {
      const [row] = await pool.run(
        ({ query }) => query<{ value: string }>`select current_setting('synchronous_commit') as value`,
      );
      expect(row?.value).toBe('on');
    }
  });

  test('[W7] a publisher that fails, or never comes back, fails and delays no write', async () => {
    const never = new Promise(() => {});
    await using world = await openWorld({
      parts: {
        onCommitted: () => {
          void never;
          throw new Error('Redis is gone');
        },
      },
    });
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const { messageId } = await world.send(ann, conversationId);
    await ann.call.message.edit({ messageId, expectedVersion: 1, body: 'edited' });
    expect(world.failures).toHaveLength(3);
    // What was not published is left in the outbox, for the sweeper (R2).
    const left = await world.db.query<{ first: number; last: number }>`
      select first_seq as first, last_seq as last from outbox where conversation_id = ${conversationId} order by id`;
    expect(left).toEqual([
      { first: 1, last: 2 },
      { first: 3, last: 3 },
      { first: 4, last: 4 },
    ]);
  });

  test('a process that dies between commit and publishing leaves the event and its outbox row; the send is not repeated', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const node = world.openNode({
      failpoint: (at) => (at === 'after-commit' ? new Promise<void>(() => {}) : undefined),
    });
    const input = { conversationId, clientId: randomUUID(), body: 'once' };
    void ann.on(node).call.message.send(input);
    while ((await world.db.query`select 1 as found from messages where client_id = ${input.clientId}`).length === 0);
    expect(world.commits.filter((commit) => commit.conversationId === conversationId)).toHaveLength(1);
    expect(await ann.call.message.send(input)).toMatchObject({ duplicate: true, seq: 3 });
    expect(
      await world.db.query`select 1 as found from outbox where first_seq = 3 and conversation_id = ${conversationId}`,
    ).toHaveLength(1);
  });
});

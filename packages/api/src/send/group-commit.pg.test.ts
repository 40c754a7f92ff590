import { randomUUID } from 'node:crypto';
import { readLog } from '@nova/db';
import { gate, seededRandom } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import { blocked, pausingNode } from '../rehearsal/interleaving.ts';
import { auditOf, logOf } from '../rehearsal/log-of.ts';
import { openWorld, reasonOf } from '../rehearsal/world.ts';

describe('group commit', () => {
  test('[W1] whoever comes while a transaction is under way rides in the next one', async () => {
    const stop = gate();
    await using world = await openWorld({ settings: { sendSlots: 1 } });
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const node = world.openNode({
      settings: { sendSlots: 1 },
      failpoint: (at) => (at === 'before-commit' ? stop.pass() : undefined),
    });
    const on = ann.on(node);
    const send = (body: string) => on.call.message.send({ conversationId, clientId: randomUUID(), body });
    const first = send('first');
    await stop.arrived();
    const riders = Array.from({ length: 20 }, (_, n) => send(`rider ${n}`));
    // All of them are waiting before the first transaction ends.
    while (node.api.queuedSends < 21) await new Promise(setImmediate);
    stop.open();
    await Promise.all([first, ...riders]);
    expect(world.commits.slice(-2).map(({ entries }) => entries.length)).toEqual([1, 20]);
  });

  test('[W1] what waits in several conversations rides together, those of the last transaction included', async () => {
    const stop = gate();
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const rooms = await Promise.all(Array.from({ length: 5 }, () => world.group(ann)));
    const batches: string[] = [];
    const { meter } = world.node.parts;
    const node = world.openNode({
      settings: { sendSlots: 1 },
      failpoint: (at) => (at === 'before-commit' ? stop.pass() : undefined),
      parts: { meter: { ...meter, batch: (sends, among) => batches.push(`${sends} in ${among}`) } },
    });
    const send = (conversationId: string) =>
      ann.on(node).call.message.send({ conversationId, clientId: randomUUID(), body: 'x' });
    const first = rooms.slice(0, 3).map(send);
    await stop.arrived();
    const riders = rooms.flatMap((room) => [send(room), send(room)]);
    while (node.api.queuedSends < 13) await new Promise(setImmediate);
    stop.open();
    await Promise.all([...first, ...riders]);
    expect(batches).toEqual(['3 in 3', '10 in 5']);
  });

  test('a transaction that takes long holds nobody up for long: another is begun beside it', async () => {
    const stop = gate();
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const [slow, other] = [await world.group(ann), await world.group(ann)];
    let transactions = 0;
    const node = world.openNode({
      settings: { sendSlots: 2 },
      failpoint: (at) => (at === 'before-commit' && ++transactions === 1 ? stop.pass() : undefined),
    });
    const send = (conversationId: string) =>
      ann.on(node).call.message.send({ conversationId, clientId: randomUUID(), body: 'x' });
    const first = send(slow);
    await stop.arrived();
    await send(other);
    stop.open();
    await first;
  });

  test('[W1] each send has its own verdict: refused ones harm nobody, and leave no hole [L1]', async () => {
    await using world = await openWorld();
    const [ann, eve] = await Promise.all([world.person('Ann'), world.person('Eve')]);
    const [here, there] = [await world.group(ann), await world.group(ann)];
    const { messageId: deleted } = await world.send(ann, here);
    await ann.call.message.delete({ messageId: deleted });
    const send = (by: typeof ann, conversationId: string, more = {}) =>
      reasonOf(by.call.message.send({ conversationId, clientId: randomUUID(), body: 'x', ...more }));
    expect(
      await Promise.all([
        send(ann, here),
        send(eve, here),
        send(ann, there),
        send(ann, here, { replyToId: deleted }),
        send(ann, there, { replyToId: deleted }),
        send(ann, here, { threadRootId: randomUUID() }),
        send(ann, here),
        send(eve, randomUUID()),
      ]),
    ).toEqual([
      null,
      'NOT_A_MEMBER',
      null,
      'MESSAGE_DELETED',
      'MESSAGE_NOT_FOUND',
      'MESSAGE_NOT_FOUND',
      null,
      'NOT_A_MEMBER',
    ]);
    expect((await logOf(world, here)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
    expect((await auditOf(world)).filter((line) => line.startsWith('message.send'))).toHaveLength(5);
  });

  test('a conversation that another process holds is waited for on the side; the others go on', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const [held, free] = [await world.group(ann), await world.group(ann)];
    const pausing = pausingNode(world, 'before-commit');
    const holding = ann.on(pausing.node).call.conversation.update({ conversationId: held, title: 'Held' });
    await pausing.gate.arrived();
    const node = world.openNode({ settings: { sendSlots: 1 } });
    const on = ann.on(node);
    const late = on.call.message.send({ conversationId: held, clientId: randomUUID(), body: 'late' });
    const sends = Array.from({ length: 5 }, () =>
      on.call.message.send({ conversationId: free, clientId: randomUUID(), body: 'now' }),
    );
    await Promise.all(sends);
    await blocked(world, node);
    pausing.gate.open();
    await holding;
    expect((await late).seq).toBe(4);
  });

  test('a batch that fails for no known reason is split until the culprit stands alone', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    // A defect that only one message triggers.
    await world.db.sql.unsafe(`create function poison() returns trigger language plpgsql as $$
      begin if new.body = 'poison' then raise exception 'poisoned'; end if; return new; end $$;
      create trigger poison before insert on messages for each row execute function poison()`);
    const bodies = Array.from({ length: 16 }, (_, n) => (n === 11 ? 'poison' : `good ${n}`));
    const results = await Promise.allSettled(
      bodies.map((body) => ann.call.message.send({ conversationId, clientId: randomUUID(), body })),
    );
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual(bodies.map((body) => body !== 'poison'));
    expect((await logOf(world, conversationId)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 17 }, (_, n) => n + 1),
    );
  });

  test('[A3] a full queue says BUSY and when to come again; closing answers what was accepted', async () => {
    await using world = await openWorld({ settings: { sendQueueMax: 3 } });
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const sends = Array.from({ length: 5 }, () =>
      ann.call.message.send({ conversationId, clientId: randomUUID(), body: 'x' }).then(
        () => 'sent',
        (error: { reason: string; retryAfterMs: number }) => `${error.reason} ${error.retryAfterMs}`,
      ),
    );
    await new Promise(setImmediate);
    await world.node.api.close();
    expect((await Promise.all(sends)).toSorted()).toEqual(['BUSY 1000', 'BUSY 1000', 'sent', 'sent', 'sent']);
    expect(await reasonOf(ann.call.message.send({ conversationId, clientId: randomUUID(), body: 'x' }))).toBe(
      'SHUTTING_DOWN',
    );
  });

  test('[L1] 50 senders on two nodes and six conversations, some refused, some retried: no holes, commit order is seq order', async () => {
    await using world = await openWorld();
    const random = seededRandom(7);
    const people = await Promise.all(Array.from({ length: 50 }, (_, n) => world.person(`P${n}`)));
    const [owner, ...others] = people;
    if (!owner) throw new Error('nobody');
    const rooms = await Promise.all(Array.from({ length: 6 }, () => world.group(owner, ...others.slice(0, 39))));
    const second = world.openNode();
    const nodes = [world.node, second];
    await Promise.all(
      people.map(async (person) => {
        for (let n = 0; n < 8; n++) {
          const on = person.on(random.pick(nodes));
          const conversationId = random.pick(rooms);
          const input = { conversationId, clientId: randomUUID(), body: `${person.name} ${n}` };
          await Promise.all([
            reasonOf(on.call.message.send(input)),
            ...(random.chance(0.3) ? [reasonOf(on.call.message.send(input))] : []),
          ]);
          if (random.chance(0.2)) await reasonOf(on.call.conversation.update({ conversationId, title: `${n}` }));
        }
      }),
    );
    for (const room of rooms) {
      const log = await logOf(world, room);
      expect(log.map(({ seq }) => seq)).toEqual(log.map((_, n) => n + 1));
      // What was published is what is read back, byte for byte.
      const published = world.commits
        .filter(({ conversationId }) => conversationId === room)
        .flatMap(({ entries }) => entries);
      const read = await readLog(world.db.query, { conversationId: room, afterSeq: 0 }, 10_000);
      expect(published.toSorted((a, b) => a.seq - b.seq)).toEqual(read);
      // The order of commit timestamps cannot contradict seq.
      const rows = await world.db.query<{
        at: string;
      }>`select at from events where conversation_id = ${room} order by seq`;
      expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted());
    }
    expect(world.failures).toEqual([]);
  });
});

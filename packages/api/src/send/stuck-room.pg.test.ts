import { randomUUID } from 'node:crypto';
import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { openWorld, reasonOf, type World } from '../rehearsal/world.ts';

/** Holds a conversation as another process would that has stopped in the middle of its transaction. */
async function hold(world: World, conversationId: string): Promise<() => Promise<void>> {
  const held = gate();
  const rest = gate();
  const holding = world.db.sql.begin(async (sql) => {
    await sql`select id from conversations where id = ${conversationId} for update`;
    void held.pass();
    await rest.pass();
  });
  await held.arrived();
  return async () => {
    rest.open();
    await holding;
  };
}

const send = (conversationId: string) => ({ conversationId, clientId: randomUUID(), body: 'hello' });

test('[W2] sends to a room that stays locked are asked for four times together, then each is told BUSY', async () => {
  await using world = await openWorld({ lockTimeoutMs: 50 });
  const ann = await world.person('Ann');
  const [stuck, free] = [await world.group(ann), await world.group(ann)];
  const release = await hold(world, stuck);
  const waiting = Array.from({ length: 16 }, () => reasonOf(ann.call.message.send(send(stuck))));
  expect(await reasonOf(ann.call.message.send(send(free)))).toBeNull();
  expect(new Set(await Promise.all(waiting))).toEqual(new Set(['BUSY']));
  expect(world.retries).toEqual(['55P03', '55P03', '55P03']);
  await release();
  expect(await reasonOf(ann.call.message.send(send(stuck)))).toBeNull();
});

test('[W2] a statement that takes too long is tried once, whatever travelled with it', async () => {
  let attempts = 0;
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const conversationId = await world.group(ann);
  const slow = world.openNode({
    failpoint: (at) => {
      if (at !== 'locked') return;
      attempts++;
      throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' });
    },
  });
  const sends = Array.from({ length: 16 }, () => reasonOf(ann.on(slow).call.message.send(send(conversationId))));
  expect(new Set(await Promise.all(sends))).toEqual(new Set(['TIMEOUT']));
  expect(attempts).toBe(1);
});

test('[W2] one room whose sends collide again and again takes no other room of its batch with it', async () => {
  await using world = await openWorld({ settings: { sendSlots: 1 }, lockTimeoutMs: 50 });
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const [first, second] = [await world.group(ann), await world.group(bob)];
  const clientId = randomUUID();
  const held = gate();
  const rest = gate();
  // The same key, elsewhere, in a transaction that does not end: only its end can tell whether it is taken.
  const elsewhere = world.db.sql.begin(async (sql) => {
    await sql`
      insert into messages (id, conversation_id, seq, sender_id, client_id, body, version_seq, sent_at)
      values (${randomUUID()}, ${second}, 1000, ${ann.userId}, ${clientId}, 'elsewhere', 1000, now())`;
    void held.pass();
    await rest.pass();
    throw new Error('rolled back');
  });
  elsewhere.catch(() => {});
  await held.arrived();
  const [colliding, harmless] = await Promise.all([
    reasonOf(ann.call.message.send({ conversationId: first, clientId, body: 'here' })),
    reasonOf(bob.call.message.send(send(second))),
  ]);
  expect({ colliding, harmless }).toEqual({ colliding: 'BUSY', harmless: null });
  expect(world.retries).toEqual(['55P03', '55P03', '55P03']);
  rest.open();
  await expect(elsewhere).rejects.toThrow('rolled back');
  expect(await reasonOf(ann.call.message.send({ conversationId: first, clientId, body: 'here' }))).toBeNull();
});

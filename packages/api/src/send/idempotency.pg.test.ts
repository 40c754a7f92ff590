import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, reasonOf } from '../rehearsal/world.ts';

describe('[W6] a client id is one message', () => {
  test('sent again, also after an edit and a delete: the same answer, no second event', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const input = { conversationId, clientId: randomUUID(), body: 'hello' };
    const first = await ann.call.message.send(input);
    expect(first.duplicate).toBe(false);
    expect(await ann.call.message.send(input)).toEqual({ ...first, duplicate: true });
    await ann.call.message.edit({ messageId: first.messageId, expectedVersion: 1, body: 'edited' });
    expect(await ann.call.message.send(input)).toEqual({ ...first, duplicate: true });
    await ann.call.message.delete({ messageId: first.messageId });
    expect(await ann.call.message.send(input)).toEqual({ ...first, duplicate: true });
    expect((await logOf(world, conversationId)).filter(({ type }) => type === 'message.created')).toHaveLength(1);
  });

  test('thirty at once, on two nodes: one message, everybody gets it', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const other = ann.on(world.openNode());
    const input = { conversationId, clientId: randomUUID(), body: 'hello' };
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, n) => (n % 2 ? ann : other).call.message.send(input)),
    );
    expect(new Set(answers.map(({ messageId, seq }) => `${messageId} ${seq}`)).size).toBe(1);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect((await logOf(world, conversationId)).filter(({ type }) => type === 'message.created')).toHaveLength(1);
  });

  test('with another body, or in another conversation, it is refused; other people may have the same id', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const [here, there] = [await world.group(ann, bob), await world.group(ann, bob)];
    const input = { conversationId: here, clientId: randomUUID(), body: 'hello' };
    await ann.call.message.send(input);
    expect(await reasonOf(ann.call.message.send({ ...input, body: 'other' }))).toBe('CLIENT_ID_REUSED');
    expect(await reasonOf(ann.call.message.send({ ...input, conversationId: there }))).toBe('CLIENT_ID_REUSED');
    expect((await bob.call.message.send(input)).duplicate).toBe(false);
  });

  test('in one batch: the first counts, the repetition is the same, the reuse is refused', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const clientId = randomUUID();
    const [first, again, reused, fresh] = await Promise.allSettled([
      ann.call.message.send({ conversationId, clientId, body: 'hello' }),
      ann.call.message.send({ conversationId, clientId, body: 'hello' }),
      ann.call.message.send({ conversationId, clientId, body: 'other' }),
      ann.call.message.send({ conversationId, clientId: randomUUID(), body: 'fresh' }),
    ]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { duplicate: false, seq: 3 } });
    expect(again).toMatchObject({ status: 'fulfilled', value: { duplicate: true, seq: 3 } });
    expect(reused).toMatchObject({ status: 'rejected', reason: { reason: 'CLIENT_ID_REUSED' } });
    expect(fresh).toMatchObject({ status: 'fulfilled', value: { duplicate: false, seq: 4 } });
    expect(world.commits.at(-1)?.entries).toHaveLength(2);
  });

  test('raced for in two conversations at once: one is a message, the other is told, neither leaves a hole', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const rooms = await Promise.all([world.group(ann), world.group(ann)]);
    const other = ann.on(world.openNode());
    const clientId = randomUUID();
    const [here, there] = rooms;
    const reasons = await Promise.all([
      reasonOf(ann.call.message.send({ conversationId: here ?? '', clientId, body: 'hello' })),
      reasonOf(other.call.message.send({ conversationId: there ?? '', clientId, body: 'hello' })),
    ]);
    expect(reasons.toSorted()).toEqual(['CLIENT_ID_REUSED', null].toSorted());
    for (const room of rooms)
      expect((await logOf(world, room)).map(({ seq }) => seq)).toEqual((await logOf(world, room)).map((_, n) => n + 1));
    expect(await world.db.query`select 1 as found from messages where client_id = ${clientId}`).toHaveLength(1);
  });
});

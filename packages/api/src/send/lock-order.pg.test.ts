import { randomUUID } from 'node:crypto';
import { withConversationLock } from '@nova/db';
import { expect, test } from 'vitest';
import { blocked, pausingNode } from '../rehearsal/interleaving.ts';
import { type Node, openWorld, type Person } from '../rehearsal/world.ts';

/** One transaction that locks these conversations, named in this order. */
function lockAll(node: Node, { userId, sessionId }: Person, conversationIds: readonly string[]): Promise<unknown> {
  const request = {
    parties: conversationIds.map((conversationId) => ({ conversationId, userId, sessionId })),
    admission: 'members' as const,
    onBusy: 'wait' as const,
    read: () => Promise.resolve(null),
  };
  const hooks = { failpoint: node.parts.failpoint };
  return withConversationLock(node.db.transactions, request, { act: () => {}, hooks });
}

test('[W2] transactions that name conversations in opposite orders lock them in one: whoever waits holds nothing of it', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const [low = '', high = ''] = [await world.group(ann), await world.group(ann)].toSorted();
  const [here, there] = [world.openNode(), world.openNode()];
  const holding = pausingNode(world, 'locked');
  const held = lockAll(holding.node, ann, [low]);
  await holding.gate.arrived();
  const both = [lockAll(here, ann, [low, high]), lockAll(there, ann, [high, low])];
  await Promise.all([blocked(world, here), blocked(world, there)]);
  // By the order in which it was given, the second would hold this one while it waits for the other.
  const free = await world.db.query`select id from conversations where id = ${high} for update skip locked`;
  expect(free).toEqual([{ id: high }]);
  holding.gate.open();
  await Promise.all([held, ...both]);
});

test('[W2] two nodes whose batches span the same conversations in opposite orders never deadlock', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const rooms = await Promise.all(Array.from({ length: 6 }, () => world.group(ann)));
  const nodes = [world.openNode(), world.openNode()];
  const send = (node: Node, conversationId: string) =>
    ann.on(node).call.message.send({ conversationId, clientId: randomUUID(), body: 'x' });
  for (let round = 0; round < 25; round++) {
    const sends = nodes.flatMap((node, at) => (at === 0 ? rooms : rooms.toReversed()).map((room) => send(node, room)));
    await Promise.all(sends);
  }
  expect(world.retries).not.toContain('40P01');
  expect(world.failures).toEqual([]);
});

import { createECDH, randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { overtaken, pausingNode } from '../rehearsal/interleaving.ts';
import { uploaded } from '../rehearsal/uploaded.ts';
import { openWorld, reasonOf, type World } from '../rehearsal/world.ts';

/** Ann's group with Bob, who is removed from it in the middle of something. */
async function scene(world: World) {
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const conversationId = await world.group(ann, bob);
  const remove = (by = ann) => by.call.conversation.removeMember({ conversationId, userId: bob.userId });
  const readd = () => ann.call.conversation.addMembers({ conversationId, userIds: [bob.userId] });
  return { ann, bob, conversationId, remove, readd };
}

test.each(['time', 'relevance'] as const)(
  '[S1] a search by %s goes on without what one was removed from between two pages',
  async (sort) => {
    await using world = await openWorld();
    const { ann, bob, conversationId, remove, readd } = await scene(world);
    const own = await world.group(bob);
    for (let n = 0; n < 6; n++) await world.send(n % 2 ? ann : bob, n % 2 ? conversationId : own, `tea number ${n}`);
    const wish = { text: 'tea', sort, limit: 2 };
    const first = await bob.call.message.search(wish);
    expect(first.hits.some((hit) => hit.conversationId === conversationId)).toBe(true);
    await remove();
    const rest = async () => {
      const places: string[] = [];
      for (let cursor = first.cursor; cursor; ) {
        const page = await bob.call.message.search({ ...wish, cursor });
        places.push(...page.hits.map((hit) => hit.conversationId));
        cursor = page.cursor;
      }
      return new Set(places);
    };
    expect(await rest()).toEqual(new Set([own]));
    await readd();
    expect((await rest()).has(conversationId)).toBe(true);
  },
);

test('[T4] following a thread waits for a removal, and is refused after it; what was followed goes', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, remove, readd } = await scene(world);
  const { messageId: rootId } = await world.send(ann, conversationId, 'root');
  const places = () => world.db.query`select 1 from thread_places where user_id = ${bob.userId}`;
  const race = await overtaken(world, {
    first: (node) => remove(ann.on(node)),
    second: (node) => bob.on(node).call.thread.follow({ rootId, on: true }),
  });
  expect(race.second.error).toMatchObject({ reason: 'MESSAGE_NOT_FOUND' });
  expect(await places()).toEqual([]);
  await readd();
  const other = await overtaken(world, {
    first: (node) => bob.on(node).call.thread.follow({ rootId, on: true }),
    second: (node) => remove(ann.on(node)),
  });
  expect([other.first.value?.following, other.second.error]).toEqual([true, undefined]);
  expect([await places(), (await bob.call.thread.list({})).threads]).toEqual([[], []]);
  expect(await reasonOf(bob.call.thread.get({ rootId }))).toBe('MESSAGE_NOT_FOUND');
  expect(await reasonOf(bob.call.thread.markRead({ rootId, seq: 1 }))).toBe('MESSAGE_NOT_FOUND');
});

test('[Y5][X1] what is deleted while it is being forwarded is shown by the forward to nobody', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId } = await scene(world);
  const eve = await world.person('Eve');
  const there = await world.group(bob, eve);
  const { messageId: originalId, seq } = await world.send(ann, conversationId, 'the plan');
  const race = await overtaken(world, {
    first: (node) =>
      bob.on(node).call.message.send({
        conversationId: there,
        clientId: randomUUID(),
        body: 'see',
        forwardOfId: originalId,
      }),
    second: (node) => ann.on(node).call.message.delete({ messageId: originalId }),
  });
  expect(race.second.error).toBeUndefined();
  const { messageId } = race.first.value ?? { messageId: '' };
  const links = [{ conversationId, seq, inMessageId: messageId }];
  expect(await eve.call.message.linked({ links })).toEqual([]);
  expect((await eve.call.message.search({ text: 'plan' })).hits).toEqual([]);
  const { messages } = await eve.call.conversation.exportPage({ conversationId: there });
  expect(JSON.stringify(messages)).not.toContain('the plan');
});

test('[B3] who is removed before it was decided, or after, is told nothing of it', async () => {
  const settings = { vapidPublicKey: 'x'.repeat(87), pushOrigins: ['https://push.test'], pushGraceMs: 5_000 };
  await using world = await openWorld({ settings });
  const { ann, bob, conversationId, remove, readd } = await scene(world);
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  const subscription = {
    endpoint: `https://push.test/${randomUUID()}`,
    p256dh: pair.getPublicKey('base64url'),
    auth: randomBytes(16).toString('base64url'),
  };
  await bob.call.notification.setDevice({ on: true, subscription });
  const decide = async (at = world.node) => {
    while (await at.api.decideNotifications(new Date()));
  };
  const news = async () => (await bob.call.notification.news()).news.map(({ body }) => body);
  await world.send(ann, conversationId, 'before it was decided');
  await remove();
  await decide();
  expect([await news(), await world.db.query`select 1 from notifications`]).toEqual([[], []]);
  await readd();
  expect(await news()).toEqual([]);
  await world.send(ann, conversationId, 'while it is decided');
  const { node, gate } = pausingNode(world, 'notify-claimed');
  const deciding = decide(node);
  await gate.arrived();
  await remove();
  gate.open();
  await deciding;
  expect(await news()).toEqual([]);
});

test('[F1][F8][W4] what a member uploaded before they were removed goes out once they are back, by the same send', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, remove, readd } = await scene(world);
  const { id } = await uploaded(world, bob);
  const wish = { conversationId, clientId: randomUUID(), body: 'with a file', attachmentIds: [id] };
  const race = await overtaken(world, {
    first: (node) => remove(ann.on(node)),
    second: (node) => bob.on(node).call.message.send(wish),
  });
  expect(race.second.error).toMatchObject({ reason: 'NOT_A_MEMBER' });
  await readd();
  expect(await bob.call.message.send(wish)).toMatchObject({ duplicate: false });
  const { messages } = await ann.call.message.list({ conversationId });
  expect(messages).toMatchObject([{ attachments: [{ id }] }]);
});

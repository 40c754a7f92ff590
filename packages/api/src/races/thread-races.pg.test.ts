import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { overtaken } from '../rehearsal/interleaving.ts';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, type Person, type World } from '../rehearsal/world.ts';

async function scene(world: World) {
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const conversationId = await world.group(ann, bob);
  const { messageId: rootId } = await world.send(ann, conversationId, 'root');
  const reply = (by: Person, body = 'a reply') =>
    by.call.message.send({ conversationId, clientId: randomUUID(), body, threadRootId: rootId });
  return { ann, bob, conversationId, rootId, reply };
}

test('[T1] a reply that waited for the deletion of its root is refused; one that came first stays', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, rootId, reply } = await scene(world);
  const first = await reply(bob);
  const race = await overtaken(world, {
    first: (node) => ann.on(node).call.message.delete({ messageId: rootId }),
    second: (node) => reply(bob.on(node)),
  });
  expect(race.second.error).toMatchObject({ reason: 'MESSAGE_DELETED' });
  expect((await bob.call.thread.get({ rootId })).messages.map(({ id }) => id)).toEqual([first.messageId]);
  expect((await logOf(world, conversationId)).at(-1)?.type).toBe('message.deleted');
});

test('[T1] a deletion that waited for a reply leaves it in the thread', async () => {
  await using world = await openWorld();
  const { ann, bob, rootId, reply } = await scene(world);
  const race = await overtaken(world, {
    first: (node) => reply(bob.on(node)),
    second: (node) => ann.on(node).call.message.delete({ messageId: rootId }),
  });
  expect(race.second.error).toBeUndefined();
  const thread = await bob.call.thread.get({ rootId });
  expect(thread.root).toMatchObject({ body: null, thread: { replies: 1 } });
});

test('[T4] a reply makes nobody follow who left while it waited, and a leaver takes what it made', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, rootId, reply } = await scene(world);
  const placesOfBob = () =>
    world.db.query`select 1 from thread_places where user_id = ${bob.userId} and root_id = ${rootId}`;
  await bob.call.user.updateProfile({ handle: 'bob' });
  const left = await overtaken(world, {
    first: (node) => bob.on(node).call.conversation.leave({ conversationId }),
    second: (node) => reply(ann.on(node), 'hello @bob'),
  });
  expect(left.second.error).toBeUndefined();
  expect(await placesOfBob()).toEqual([]);
  await ann.call.conversation.addMembers({ conversationId, userIds: [bob.userId] });
  const mentioned = await overtaken(world, {
    first: (node) => reply(ann.on(node), 'hello @bob'),
    second: (node) => bob.on(node).call.conversation.leave({ conversationId }),
  });
  expect(mentioned.second.error).toBeUndefined();
  expect(await placesOfBob()).toEqual([]);
});

test('[T5] what was read while the reply that makes one follow was under way stays read', async () => {
  await using world = await openWorld();
  const { ann, bob, rootId, reply } = await scene(world);
  const { seq } = await reply(bob);
  await ann.call.thread.follow({ rootId, on: false });
  // Reading takes no conversation lock: it queues for its own row only, behind whoever makes one follow.
  const race = await overtaken(world, {
    first: (node) => ann.on(node).call.thread.follow({ rootId, on: true }),
    second: (node) => ann.on(node).call.thread.markRead({ rootId, seq }),
  });
  expect(race.second.value).toMatchObject({ following: true });
  expect(race.second.value?.readSeq).toBeGreaterThanOrEqual(seq);
  expect((await ann.call.thread.list({})).threads).toMatchObject([{ unread: 0 }]);
});

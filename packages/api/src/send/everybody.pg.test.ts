import { randomUUID } from 'node:crypto';
import { eventSchema } from '@nova/contract';
import { expect, test } from 'vitest';
import { overtaken } from '../rehearsal/interleaving.ts';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';

async function crowd(world: World) {
  const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
  return { ann, bob, eve, conversationId: await world.group(ann, bob, eve) };
}

/** Unread mentions, and the texts in the list of mentions. */
async function mentionsOf({ call }: Person): Promise<{ unread: number; listed: (string | null)[] }> {
  const unread = (await call.conversation.list()).reduce((sum, { mentions }) => sum + mentions, 0);
  return { unread, listed: (await call.message.mentions({})).mentions.map(({ body }) => body) };
}

const nobody = { unread: 0, listed: [] };
const once = (body: string) => ({ unread: 1, listed: [body] });

/** Who is there, by hand. */
function attendance() {
  const there = new Set<string>();
  const presence = {
    setTyping: () => {},
    present: () => there,
    async *watch(): AsyncGenerator<never, void> {},
  };
  return { there, parts: { presence } };
}

test('[G1][G3] @channel mentions everybody who is in it, but neither its author nor who joins later', async () => {
  await using world = await openWorld();
  const { ann, bob, eve, conversationId } = await crowd(world);
  const late = await world.person('Late');
  const { messageId } = await world.send(ann, conversationId, 'Tea, @channel!');
  await ann.call.conversation.addMembers({ conversationId, userIds: [late.userId] });
  expect(await mentionsOf(ann)).toEqual(nobody);
  for (const person of [bob, eve]) expect(await mentionsOf(person)).toEqual(once('Tea, @channel!'));
  expect(await mentionsOf(late)).toEqual(nobody);
  // Whoever comes back has joined later.
  await eve.call.conversation.leave({ conversationId });
  await ann.call.conversation.addMembers({ conversationId, userIds: [eve.userId] });
  expect(await mentionsOf(eve)).toEqual(nobody);
  await bob.call.conversation.markRead({ conversationId, seq: 99 });
  expect(await mentionsOf(bob)).toEqual({ unread: 0, listed: ['Tea, @channel!'] });
  await ann.call.message.delete({ messageId });
  expect(await mentionsOf(bob)).toEqual(nobody);
});

test('[G1] who is in it is found out behind the lock: one who is added first is mentioned, one who is removed first is not', async () => {
  await using world = await openWorld();
  const { ann, bob, eve, conversationId } = await crowd(world);
  const late = await world.person('Late');
  const say = (body: string) => (node: Parameters<Person['on']>[0]) =>
    ann.on(node).call.message.send({ conversationId, clientId: randomUUID(), body });
  await overtaken(world, {
    first: (node) => ann.on(node).call.conversation.addMembers({ conversationId, userIds: [late.userId] }),
    second: say('one, @channel'),
  });
  expect(await mentionsOf(late)).toEqual(once('one, @channel'));
  await overtaken(world, {
    first: (node) => ann.on(node).call.conversation.removeMember({ conversationId, userId: eve.userId }),
    second: say('two, @channel'),
  });
  await ann.call.conversation.addMembers({ conversationId, userIds: [eve.userId] });
  expect(await mentionsOf(eve)).toEqual(nobody);
  expect((await mentionsOf(bob)).unread).toBe(2);
});

test('[G1][G3] @here mentions who is in it and there, whoever comes later', async () => {
  const { there, parts } = attendance();
  await using world = await openWorld({ parts });
  const { ann, bob, eve, conversationId } = await crowd(world);
  const stranger = await world.person('Stranger');
  for (const { userId } of [ann, bob, stranger]) there.add(userId);
  await world.send(ann, conversationId, 'Who helps, @here?');
  there.add(eve.userId);
  expect(await mentionsOf(bob)).toEqual(once('Who helps, @here?'));
  for (const person of [ann, eve, stranger]) expect(await mentionsOf(person)).toEqual(nobody);
});

test('[G1] in a large conversation only owners and admins reach everybody; for others it is a word, and they are told before', async () => {
  const { there, parts } = attendance();
  await using world = await openWorld({ parts, settings: { mentionAllMax: 2 } });
  const { ann, bob, eve, conversationId } = await crowd(world);
  for (const { userId } of [ann, bob, eve]) there.add(userId);
  expect(await bob.call.conversation.reach({ conversationId })).toEqual({ channel: 2, here: 0, may: false });
  expect(await ann.call.conversation.reach({ conversationId })).toEqual({ channel: 2, here: 2, may: true });
  for (const word of ['@channel', '@here']) await world.send(bob, conversationId, `hello ${word}`);
  expect(await mentionsOf(eve)).toEqual(nobody);
  await ann.call.conversation.setRole({ conversationId, userId: bob.userId, role: 'admin' });
  await world.send(bob, conversationId, 'now @channel');
  expect(await mentionsOf(eve)).toEqual(once('now @channel'));
  const pair = await ann.call.conversation.openDirect({ userId: bob.userId });
  await world.send(ann, pair.conversationId, 'just us, @channel and @here');
  expect((await mentionsOf(bob)).listed).toEqual([]);
  const stranger = await world.person('Stranger');
  expect(await reasonOf(stranger.call.conversation.reach({ conversationId }))).toBe('NOT_A_MEMBER');
});

test('[G1] an edit reaches nobody anew, and what it takes out is not mentioned any more', async () => {
  const { there, parts } = attendance();
  await using world = await openWorld({ parts });
  const { ann, bob, eve, conversationId } = await crowd(world);
  there.add(bob.userId);
  const edit = (messageId: string, expectedVersion: number, body: string) =>
    ann.call.message.edit({ messageId, expectedVersion, body });
  const plain = await world.send(ann, conversationId, 'hello');
  await edit(plain.messageId, 1, 'hello @channel and @here');
  for (const person of [bob, eve]) expect(await mentionsOf(person)).toEqual(nobody);

  const toAll = await world.send(ann, conversationId, 'hello @channel');
  await edit(toAll.messageId, 1, 'hello all');
  expect(await mentionsOf(eve)).toEqual(nobody);
  await edit(toAll.messageId, 2, 'hello again, @channel');
  expect(await mentionsOf(eve)).toEqual(once('hello again, @channel'));

  const toHere = await world.send(ann, conversationId, 'hello @here');
  there.add(eve.userId);
  await edit(toHere.messageId, 1, 'hi @here');
  expect((await mentionsOf(bob)).unread).toBe(2);
  expect((await mentionsOf(eve)).unread).toBe(1);
  await edit(toHere.messageId, 2, 'hi');
  expect((await mentionsOf(bob)).unread).toBe(1);
});

test('[G3][D6][T4] pages and events tell the same of it, whatever becomes of the text; nobody follows a thread by it', async () => {
  const { there, parts } = attendance();
  await using world = await openWorld({ parts });
  const { ann, bob, conversationId } = await crowd(world);
  there.add(bob.userId);
  const [all, here] = [
    await world.send(ann, conversationId, 'tea @channel'),
    await world.send(ann, conversationId, 'tea @here'),
  ];
  await world.send(ann, conversationId, 'tea for nobody');
  await ann.call.message.edit({ messageId: all.messageId, expectedVersion: 1, body: 'tea' });
  await ann.call.message.delete({ messageId: here.messageId });
  const reachOf = (one: object): unknown => ('reach' in one ? one.reach : undefined);
  const { messages } = await bob.call.message.list({ conversationId });
  expect(messages.map(reachOf)).toEqual(['channel', 'here', undefined]);
  const created = (await logOf(world, conversationId)).filter(({ type }) => type === 'message.created');
  expect(created.map(reachOf)).toEqual(['channel', 'here', undefined]);
  const live = world.commits.flatMap(({ entries }) => entries).filter(({ text }) => text.includes('message.created'));
  expect(live.map(({ text }) => reachOf(eventSchema.parse(JSON.parse(text))))).toEqual(['channel', 'here', undefined]);

  const inThread = { conversationId, clientId: randomUUID(), body: 'cake @channel', threadRootId: all.messageId };
  await ann.call.message.send(inThread);
  expect((await mentionsOf(bob)).listed[0]).toBe('cake @channel');
  expect((await bob.call.thread.list({})).threads).toEqual([]);
});

test('[G1][W6] the same send again mentions nobody twice; nobody has such a word as a handle', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId } = await crowd(world);
  const send = { conversationId, clientId: randomUUID(), body: 'tea @channel' };
  await ann.call.message.send(send);
  expect(await ann.call.message.send(send)).toMatchObject({ duplicate: true });
  expect(await mentionsOf(bob)).toEqual(once('tea @channel'));
  for (const handle of ['channel', 'here'])
    expect(
      await ann.call.user.updateProfile({ handle }).then(
        () => null,
        ({ code }: { code: string }) => code,
      ),
    ).toBe('BAD_REQUEST');
});

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { openWorld, reasonOf } from '../rehearsal/world.ts';

test('[T6] what is pinned: the last one first, without what was deleted, for members only', async () => {
  await using world = await openWorld();
  const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
  const conversationId = await world.group(ann, bob);
  const pinned = async () => (await ann.call.message.pinned({ conversationId })).map(({ message }) => message.id);
  expect(await pinned()).toEqual([]);
  const [first, second, third] = [
    await world.send(ann, conversationId, 'first'),
    await world.send(ann, conversationId, 'second'),
    await world.send(ann, conversationId, 'third'),
  ];
  for (const { messageId } of [second, first, third]) await bob.call.message.pin({ messageId, on: true });
  expect(await pinned()).toEqual([third.messageId, first.messageId, second.messageId]);
  expect(await ann.call.message.pinned({ conversationId })).toMatchObject([
    { message: { body: 'third', senderId: ann.userId }, pinnedById: bob.userId },
    {},
    {},
  ]);
  await bob.call.message.pin({ messageId: first.messageId, on: false });
  await ann.call.message.delete({ messageId: third.messageId });
  expect(await pinned()).toEqual([second.messageId]);
  expect(await reasonOf(eve.call.message.pinned({ conversationId }))).toBe('NOT_A_MEMBER');
});

test('[T7] mentions of oneself: in every conversation one is in, as the messages stand now, in pages', async () => {
  await using world = await openWorld();
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  await bob.call.user.updateProfile({ handle: 'bob' });
  const rooms = [await world.group(ann, bob), await world.group(ann, bob)];
  const said: string[] = [];
  for (let n = 0; n < 7; n++) said.unshift((await world.send(ann, rooms[n % 2] ?? '', `@bob number ${n}`)).messageId);
  const { messageId: rootId } = await world.send(ann, rooms[0] ?? '', 'nobody');
  const inThread = { conversationId: rooms[0] ?? '', clientId: randomUUID(), body: 'you, @bob', threadRootId: rootId };
  said.unshift((await ann.call.message.send(inThread)).messageId);
  await world.send(bob, rooms[0] ?? '', 'I, @bob');
  const seen = async (): Promise<string[]> => {
    const all: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await bob.call.message.mentions({ limit: 3, ...(after === undefined ? {} : { after }) });
      all.push(...page.mentions.map(({ id }) => id));
      after = page.next;
    }
    return all;
  };
  expect(await seen()).toEqual(said);
  expect((await bob.call.message.mentions({})).mentions[0]).toMatchObject({ threadRootId: rootId, body: 'you, @bob' });
  const [, gone, edited] = said;
  await ann.call.message.delete({ messageId: gone ?? '' });
  await ann.call.message.edit({ messageId: edited ?? '', expectedVersion: 1, body: 'nobody any more' });
  const left = said.filter((id) => id !== gone && id !== edited);
  expect(await seen()).toEqual(left);
  await bob.call.conversation.leave({ conversationId: rooms[1] ?? '' });
  expect((await seen()).length).toBeLessThan(left.length);
  expect((await ann.call.message.mentions({})).mentions).toEqual([]);
  expect(await reasonOf(bob.call.message.mentions({ after: 'nonsense' }))).toBe('BAD_CURSOR');
});

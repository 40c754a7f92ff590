import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { findFile } from '@nova/db';
import { overtaken } from '../rehearsal/interleaving.ts';
import { uploaded } from '../rehearsal/uploaded.ts';
import { openWorld, type Person, type World } from '../rehearsal/world.ts';

/** Ann and Bob in one group, Bob and Eve in another: Bob is between them. */
async function scene(world: World) {
  const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
  const [here, there] = [await world.group(ann, bob), await world.group(bob, eve)];
  const said = await world.send(ann, here, 'the plan');
  const link = { conversationId: here, seq: said.seq };
  const look = (by: Person, inMessageId?: string) =>
    by.call.message.linked({ links: [{ ...link, ...(inMessageId ? { inMessageId } : {}) }] });
  const forward = (by: Person, conversationId = there, forwardOfId = said.messageId) =>
    by.call.message.send({
      conversationId,
      clientId: randomUUID(),
      body: `↪ [Ann](/c/${here}/m/${said.seq})`,
      forwardOfId,
    });
  return { ann, bob, eve, here, there, said, look, forward };
}

test('[Y6][A1] a link shows the message to its readers, and nothing to others, whether there is one or not', async () => {
  await using world = await openWorld();
  const { ann, bob, eve, here, said, look } = await scene(world);
  expect(await look(bob)).toMatchObject([{ id: said.messageId, body: 'the plan', forwarded: false, member: true }]);
  expect(await look(eve)).toEqual([]);
  expect(await look(eve, said.messageId)).toEqual([]);
  const none = { links: [{ conversationId: randomUUID(), seq: 1 }] };
  expect([await eve.call.message.linked(none), await ann.call.message.linked(none)]).toEqual([[], []]);
  const { seq } = await world.send(ann, here, 'x'.repeat(2_000));
  const [long] = await bob.call.message.linked({ links: [{ conversationId: here, seq }] });
  expect(long?.body).toHaveLength(600);
});

test('[Y6][X1] it follows an edit, and goes with the message and with the membership', async () => {
  await using world = await openWorld();
  const { ann, bob, here, said, look } = await scene(world);
  await ann.call.message.edit({ messageId: said.messageId, expectedVersion: 1, body: 'a better plan' });
  expect(await look(bob)).toMatchObject([{ body: 'a better plan' }]);
  await ann.call.conversation.removeMember({ conversationId: here, userId: bob.userId });
  expect(await look(bob)).toEqual([]);
  await ann.call.message.delete({ messageId: said.messageId });
  expect(await look(ann)).toEqual([]);
});

test('[Y5] who may read the forward reads the original as it was, through that message and no other', async () => {
  await using world = await openWorld();
  const { ann, bob, eve, here, there, said, look, forward } = await scene(world);
  const { messageId } = await forward(bob);
  expect(await look(eve, messageId)).toMatchObject([{ body: 'the plan', forwarded: true, member: false }]);
  expect([await look(eve), await look(ann, messageId)]).toMatchObject([[], [{ forwarded: false, member: true }]]);
  await ann.call.message.edit({ messageId: said.messageId, expectedVersion: 1, body: 'for us only' });
  expect(await look(eve, messageId)).toMatchObject([{ body: 'the plan' }]);
  // Bob need not stay where he had it from; the permission was judged when he forwarded it.
  await ann.call.conversation.removeMember({ conversationId: here, userId: bob.userId });
  expect(await look(eve, messageId)).toHaveLength(1);
  await bob.call.conversation.removeMember({ conversationId: there, userId: eve.userId });
  expect(await look(eve, messageId)).toEqual([]);
});

test('[Y5][X1] deleting the original or the forward takes it away', async () => {
  await using world = await openWorld();
  const { ann, bob, eve, said, look, forward } = await scene(world);
  const [one, two] = [await forward(bob), await forward(bob)];
  await bob.call.message.delete({ messageId: one.messageId });
  expect([await look(eve, one.messageId), await look(eve, two.messageId)]).toMatchObject([[], [{}]]);
  await ann.call.message.delete({ messageId: said.messageId });
  expect(await look(eve, two.messageId)).toEqual([]);
  await expect(forward(bob)).rejects.toMatchObject({ reason: 'MESSAGE_NOT_FOUND' });
});

test('[Y5][A1] nobody forwards what they may not read, and what was forwarded to them they hand on as it was', async () => {
  await using world = await openWorld();
  const { ann, bob, eve, there, said, look, forward } = await scene(world);
  for (const forwardOfId of [said.messageId, randomUUID()])
    await expect(forward(eve, there, forwardOfId)).rejects.toMatchObject({ reason: 'MESSAGE_NOT_FOUND' });
  await forward(bob);
  await ann.call.message.edit({ messageId: said.messageId, expectedVersion: 1, body: 'for us only' });
  const dan = await world.person('Dan');
  const far = await world.group(eve, dan);
  const { messageId } = await forward(eve, far);
  expect(await look(dan, messageId)).toMatchObject([{ body: 'the plan', forwarded: true }]);
});

test('[Y5][W6] forwarding again under its id is the same message', async () => {
  await using world = await openWorld();
  const { bob, there, said } = await scene(world);
  const wish = { conversationId: there, clientId: randomUUID(), body: 'see', forwardOfId: said.messageId };
  const first = await bob.call.message.send(wish);
  expect(await bob.call.message.send(wish)).toEqual({ ...first, duplicate: true });
  expect(await world.db.query`select 1 from forwards`).toHaveLength(1);
});

test('[Y5] a forward that waited while its sender left where it goes is refused', async () => {
  await using world = await openWorld();
  const { bob, eve, there, forward } = await scene(world);
  await bob.call.conversation.setRole({ conversationId: there, userId: eve.userId, role: 'owner' });
  const race = await overtaken(world, {
    first: (node) => bob.on(node).call.conversation.leave({ conversationId: there }),
    second: (node) => forward(bob.on(node)),
  });
  expect(race.second.error).toMatchObject({ reason: 'NOT_A_MEMBER' });
  expect(await world.db.query`select 1 from forwards`).toEqual([]);
});

test('[Y5][F4] the files of a forwarded message are read by who reads the forward, and by nobody else', async () => {
  await using world = await openWorld();
  const { ann, bob, eve, here, there } = await scene(world);
  const { id: fileId } = await uploaded(world, ann);
  const sent = await ann.call.message.send({
    conversationId: here,
    clientId: randomUUID(),
    body: '',
    attachmentIds: [fileId],
  });
  const readable = async (by: Person) => (await findFile(world.db.query, fileId, by.userId)) !== null;
  expect([await readable(bob), await readable(eve)]).toEqual([true, false]);
  const wish = { conversationId: there, clientId: randomUUID(), body: 'see', forwardOfId: sent.messageId };
  const { messageId } = await bob.call.message.send(wish);
  expect(await readable(eve)).toBe(true);
  const [shown] = await eve.call.message.linked({
    links: [{ conversationId: here, seq: sent.seq, inMessageId: messageId }],
  });
  expect(shown?.attachments).toMatchObject([{ id: fileId }]);
  await bob.call.message.delete({ messageId });
  expect(await readable(eve)).toBe(false);
});

test('[Y5][M8][X1] an export tells what is forwarded, as it was then, until it is deleted', async () => {
  await using world = await openWorld();
  const { ann, bob, eve, here, there, said, forward } = await scene(world);
  const { id: fileId } = await uploaded(world, ann);
  const file = { conversationId: here, clientId: randomUUID(), body: 'with a file', attachmentIds: [fileId] };
  const { messageId: withFile } = await ann.call.message.send(file);
  await forward(bob);
  await forward(bob, there, withFile);
  await ann.call.message.edit({ messageId: said.messageId, expectedVersion: 1, body: 'for us only' });
  const exported = async () => {
    const { messages, people } = await eve.call.conversation.exportPage({ conversationId: there });
    return { forwarded: messages.map((one) => one.forwarded), people: people.map(({ id }) => id) };
  };
  const { forwarded, people } = await exported();
  expect(forwarded).toMatchObject([
    { senderId: ann.userId, body: 'the plan', files: [] },
    { senderId: ann.userId, body: 'with a file', files: [{ id: fileId, name: 'notes.txt' }] },
  ]);
  expect(people).toContain(ann.userId);
  await ann.call.message.delete({ messageId: said.messageId });
  expect((await exported()).forwarded).toMatchObject([undefined, { body: 'with a file' }]);
});

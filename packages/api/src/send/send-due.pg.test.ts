import { randomUUID } from 'node:crypto';
import { limits } from '@nova/contract';
import { expect, test } from 'vitest';
import { doomLooseFiles } from '@nova/db';
import { overtaken, pausingNode } from '../rehearsal/interleaving.ts';
import { uploaded } from '../rehearsal/uploaded.ts';
import { openWorld, type World } from '../rehearsal/world.ts';

const past = '2020-01-01T00:00:00Z';
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const ahead = () => inDays(1 / 24);

async function scene(world: World) {
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const conversationId = await world.group(ann, bob);
  const later = async (
    more: { body?: string; dueAt?: string; replyToId?: string; threadRootId?: string; attachmentIds?: string[] } = {},
  ) => {
    const clientId = randomUUID();
    await bob.call.scheduled.create({ conversationId, clientId, body: 'later', dueAt: past, ...more });
    return clientId;
  };
  const said = async () => {
    const { messages } = await ann.call.message.list({ conversationId });
    return messages.map(({ body }) => body);
  };
  const waiting = async () => (await bob.call.scheduled.list()).scheduled;
  return { ann, bob, conversationId, later, said, waiting };
}

test('[Y3] what is due is sent as its person would send it now, once, and what is not due waits', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, later, said, waiting } = await scene(world);
  const { messageId: rootId } = await world.send(ann, conversationId, 'root');
  await later({ body: 'now' });
  await later({ body: 'reply', threadRootId: rootId });
  const tomorrow = await later({ body: 'tomorrow', dueAt: ahead() });
  // Nobody has to be signed in for it.
  await world.db.query`delete from sessions where user_id = ${bob.userId}`;
  expect(await world.node.api.sendDue()).toBe(false);
  await world.node.api.sendDue();
  expect(await said()).toEqual(['root', 'now']);
  expect((await ann.call.thread.get({ rootId })).messages.map(({ body }) => body)).toEqual(['reply']);
  expect(await waiting()).toMatchObject([{ clientId: tomorrow, body: 'tomorrow', refusal: null }]);
  const rows = await world.db.query`select 1 from scheduled where state = 'sent' and body = ''`;
  expect(rows).toHaveLength(2);
  expect(world.failures).toEqual([]);
});

test('[Y3] many nodes that look at the same time send each message once', async () => {
  await using world = await openWorld();
  const { later, said } = await scene(world);
  const nodes = Array.from({ length: 3 }, () => world.openNode());
  const bodies = Array.from({ length: 40 }, (_, n) => `message ${n}`);
  for (const body of bodies) await later({ body });
  await Promise.all(nodes.flatMap(({ api }) => [api.sendDue(), api.sendDue()]));
  expect((await said()).toSorted()).toEqual(bodies.toSorted());
});

test('[Y3] what is due at the same time is sent in the order in which it was written', async () => {
  await using world = await openWorld();
  const { later, said } = await scene(world);
  const bodies = Array.from({ length: 10 }, (_, n) => `message ${n}`);
  for (const body of bodies) await later({ body });
  await world.node.api.sendDue();
  expect(await said()).toEqual(bodies);
});

test('[Y3] two nodes in the middle of sending one message: one settles it, the other finds it gone', async () => {
  await using world = await openWorld();
  const { bob, later, said, waiting } = await scene(world);
  const clientId = await later({ dueAt: ahead() });
  const race = await overtaken(world, {
    first: (node) => bob.on(node).call.scheduled.sendNow({ clientId }),
    second: (node) => bob.on(node).call.scheduled.sendNow({ clientId }),
  });
  expect(race.first.value).toMatchObject({ duplicate: false });
  expect(race.second.error).toMatchObject({ reason: 'SCHEDULED_GONE' });
  expect([await said(), await waiting()]).toEqual([['later'], []]);
});

test('[Y3] a node that dies after taking messages up keeps them no longer than it may', async () => {
  await using world = await openWorld();
  const { later, said } = await scene(world);
  await later();
  const doomed = world.openNode({
    failpoint: (name) => {
      if (name === 'claimed') throw new Error('the power is gone');
    },
  });
  await expect(doomed.api.sendDue()).rejects.toThrow('the power is gone');
  await world.node.api.sendDue();
  expect(await said()).toEqual([]);
  await world.db.query`update scheduled set claimed_until = now()`;
  await world.node.api.sendDue();
  expect(await said()).toEqual(['later']);
});

test('[Y4] cancelled or changed at the last moment: what the person wants counts', async () => {
  await using world = await openWorld();
  const { bob, later, said, waiting } = await scene(world);
  const { node, gate } = pausingNode(world, 'claimed');
  const [cancelled, changed] = [await later({ body: 'cancelled' }), await later({ body: 'changed' })];
  const sending = node.api.sendDue();
  await gate.arrived();
  await bob.call.scheduled.cancel({ clientId: cancelled });
  await bob.call.scheduled.change({ clientId: changed, expectedVersion: 1, body: 'as it is meant' });
  gate.open();
  await sending;
  expect(await said()).toEqual([]);
  await world.node.api.sendDue();
  expect([await said(), await waiting()]).toEqual([['as it is meant'], []]);
});

test('[Y4] cancelling waits for who is sending, and is then told that it is too late', async () => {
  await using world = await openWorld();
  const { bob, later, said } = await scene(world);
  const clientId = await later({ dueAt: ahead() });
  const race = await overtaken(world, {
    first: (node) => bob.on(node).call.scheduled.sendNow({ clientId }),
    second: (node) => bob.on(node).call.scheduled.cancel({ clientId }),
  });
  expect(race.second.error).toMatchObject({ reason: 'SCHEDULED_GONE' });
  const change = bob.call.scheduled.change({ clientId, expectedVersion: 1, body: 'late' });
  await expect(change).rejects.toMatchObject({ reason: 'SCHEDULED_GONE' });
  expect(await said()).toEqual(['later']);
});

/** What the sweep does so many days from now. */
function sweptIn(world: World, days: number): Promise<number> {
  const now = new Date(Date.now() + days * 86_400_000);
  return doomLooseFiles(world.db.query, { keptMs: 86_400_000, now, limit: 100 });
}

test('[Y3][F1][F5] files are kept for as long as their message waits, go out with it once, and a day after it was due', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, later, waiting } = await scene(world);
  const [notes, plan] = [await uploaded(world, bob, 'notes.txt'), await uploaded(world, bob, 'plan.txt')];
  const dueAt = inDays(10);
  const clientId = await later({ body: '', dueAt, attachmentIds: [plan.id, notes.id] });
  const again = { conversationId, clientId, body: '', dueAt };
  await bob.call.scheduled.create({ ...again, attachmentIds: [plan.id, notes.id] });
  await expect(bob.call.scheduled.create({ ...again, attachmentIds: [notes.id] })).rejects.toMatchObject({
    reason: 'CLIENT_ID_REUSED',
  });
  expect(await waiting()).toMatchObject([{ body: '', attachments: [plan, notes] }]);
  expect(await sweptIn(world, 10.9)).toBe(0);
  await bob.call.scheduled.change({ clientId, expectedVersion: 1, dueAt: inDays(20) });
  expect(await sweptIn(world, 20.9)).toBe(0);
  await bob.call.scheduled.change({ clientId, expectedVersion: 2, dueAt: past });
  // As a server does that knows nothing of files.
  const settled = world.db.query`update scheduled set state = 'sent', body = '' where client_id = ${clientId}`;
  await expect(settled).rejects.toThrow('a scheduled message is sent with its files');
  await Promise.all([world.node.api.sendDue(), world.openNode().api.sendDue()]);
  const { messages } = await ann.call.message.list({ conversationId });
  expect(messages.map(({ body, attachments }) => [body, attachments])).toEqual([['', [plan, notes]]]);
  expect([await waiting(), await sweptIn(world, 400)]).toEqual([[], 0]);
  const left = await uploaded(world, bob);
  await later({ dueAt, attachmentIds: [left.id] });
  expect(await sweptIn(world, 11.1)).toBe(1);
});

test('[Y3][Y4][F1] only own, uploaded files that are in no message are kept; what was refused keeps them for a month', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, later, waiting, said } = await scene(world);
  const [own, foreign, sent] = [await uploaded(world, bob), await uploaded(world, ann), await uploaded(world, bob)];
  const clientId = randomUUID();
  await bob.call.message.send({ conversationId, clientId, body: 'sent', attachmentIds: [sent.id] });
  for (const attachmentIds of [[foreign.id], [sent.id], [randomUUID()], [own.id, foreign.id]])
    await expect(later({ attachmentIds })).rejects.toMatchObject({ reason: 'FILE_NOT_FOUND' });
  await expect(later({ body: ' ' })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect(await waiting()).toEqual([]);

  const refused = await later({ body: 'with a file', attachmentIds: [own.id] });
  await ann.call.conversation.removeMember({ conversationId, userId: bob.userId });
  await world.node.api.sendDue();
  expect(await waiting()).toMatchObject([{ refusal: 'NOT_A_MEMBER', attachments: [{ id: own.id }] }]);
  // Ann's, which nobody sends.
  expect(await sweptIn(world, 29)).toBe(1);
  await ann.call.conversation.addMembers({ conversationId, userIds: [bob.userId] });
  await bob.call.scheduled.sendNow({ clientId: refused });
  expect(await said()).toEqual(['sent', 'with a file']);

  const loose = await uploaded(world, bob);
  await later({ attachmentIds: [loose.id] });
  const second = await later({ dueAt: ahead(), attachmentIds: [loose.id] });
  await world.node.api.sendDue();
  await expect(bob.call.scheduled.sendNow({ clientId: second })).rejects.toMatchObject({ reason: 'FILE_NOT_FOUND' });
  const [left] = await waiting();
  expect([left?.clientId, left?.attachments]).toEqual([second, undefined]);
  const thrown = await uploaded(world, bob);
  const gone = await later({ dueAt: inDays(10), attachmentIds: [thrown.id] });
  await bob.call.scheduled.cancel({ clientId: gone });
  expect([await sweptIn(world, 0.9), await sweptIn(world, 1.1)]).toEqual([0, 1]);
});

test('[Y4] what is refused when it is due is kept with its reason, and may wait again', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, later, said, waiting } = await scene(world);
  const { messageId } = await world.send(ann, conversationId, 'soon gone');
  const answer = await later({ body: 'an answer', replyToId: messageId });
  await ann.call.message.delete({ messageId });
  await world.node.api.sendDue();
  expect(await waiting()).toMatchObject([{ clientId: answer, body: 'an answer', refusal: 'MESSAGE_DELETED' }]);
  const lost = await later({ body: 'to the group', dueAt: '2020-01-01T00:01:00Z' });
  await ann.call.conversation.removeMember({ conversationId, userId: bob.userId });
  await world.node.api.sendDue();
  expect(await waiting()).toMatchObject([{}, { clientId: lost, body: 'to the group', refusal: 'NOT_A_MEMBER' }]);
  const [entry] = await world.db.query`
    select reason from audit where actor_id = ${bob.userId} and action = 'message.send' and reason = 'NOT_A_MEMBER'`;
  expect(entry).toBeDefined();
  await ann.call.conversation.addMembers({ conversationId, userIds: [bob.userId] });
  await bob.call.scheduled.change({ clientId: lost, expectedVersion: 1, dueAt: past });
  await bob.call.scheduled.cancel({ clientId: answer });
  await bob.call.scheduled.cancel({ clientId: answer });
  await world.node.api.sendDue();
  expect([await said(), await waiting()]).toEqual([[null, 'to the group'], []]);
});

test('[Y3] scheduling is idempotent, also when it was sent or cancelled meanwhile', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, said, waiting } = await scene(world);
  const clientId = randomUUID();
  const wish = { conversationId, clientId, body: 'once', dueAt: past };
  for (let n = 0; n < 2; n++) await bob.call.scheduled.create(wish);
  expect(await waiting()).toHaveLength(1);
  await expect(bob.call.scheduled.create({ ...wish, body: 'other' })).rejects.toMatchObject({
    reason: 'CLIENT_ID_REUSED',
  });
  await ann.call.scheduled.create({ ...wish, body: 'of Ann', dueAt: ahead() });
  await world.node.api.sendDue();
  await bob.call.scheduled.create(wish);
  await world.node.api.sendDue();
  expect([await said(), await waiting()]).toEqual([['once'], []]);
});

test('[Y3] scheduled messages are bounded in number and time, and nobody schedules where they are not', async () => {
  await using world = await openWorld();
  const { bob, conversationId, later } = await scene(world);
  const eve = await world.person('Eve');
  const wish = { conversationId, clientId: randomUUID(), body: 'hello', dueAt: past };
  await expect(eve.call.scheduled.create(wish)).rejects.toMatchObject({ reason: 'NOT_A_MEMBER' });
  const dueAt = new Date(Date.now() + limits.scheduleAheadMs + 60_000).toISOString();
  await expect(later({ dueAt })).rejects.toMatchObject({ reason: 'INVALID_INPUT' });
  await world.db.query`
    insert into scheduled (user_id, client_id, conversation_id, also_send, body, due_at)
    select ${bob.userId}::uuid, gen_random_uuid(), ${conversationId}::uuid, false, 'x', now() + interval '1 day'
    from generate_series(1, ${limits.scheduledMax}::integer)`;
  await expect(later()).rejects.toMatchObject({ reason: 'SCHEDULED_FULL' });
});

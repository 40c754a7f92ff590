import { randomUUID } from 'node:crypto';
import { createScheduled, listSaved, type Query } from '@nova/db';
import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { blocked, overtaken } from '../rehearsal/interleaving.ts';
import { logOf } from '../rehearsal/log-of.ts';
import { type Node, openWorld, type Person, type World } from '../rehearsal/world.ts';

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();

async function scene(world: World) {
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const conversationId = await world.group(ann, bob);
  const later = async (body = 'later') => {
    const clientId = randomUUID();
    await bob.call.scheduled.create({ conversationId, clientId, body, dueAt: inMs(3_600_000) });
    return clientId;
  };
  const waiting = async () => (await bob.call.scheduled.list()).scheduled.map(({ body }) => body);
  const said = async () => (await ann.call.message.list({ conversationId })).messages.map(({ body }) => body);
  return { ann, bob, conversationId, later, waiting, said };
}

/**
 * What becomes of devices that ask one after the other while a transaction holds what they wait for: all have asked
 * before any is done. `meanwhile` is done in between.
 */
async function behind(
  world: World,
  hold: (query: Query) => Promise<unknown>,
  devices: readonly ((node: Node) => Promise<unknown>)[],
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<PromiseSettledResult<unknown>[]> {
  const [held, rest] = [gate(), gate()];
  const holding = world.db.transactions.run(async (transaction) => {
    await hold(transaction.query);
    void held.pass();
    await rest.pass();
    await transaction.commit();
  });
  await held.arrived();
  const asked: Promise<unknown>[] = [];
  for (const device of devices) {
    const node = world.openNode();
    asked.push(device(node));
    await blocked(world, node);
  }
  await meanwhile();
  rest.open();
  await holding;
  return Promise.allSettled(asked);
}

const refusedWith = (reason: string) => ({ status: 'rejected', reason: expect.objectContaining({ reason }) });

test('[Y3][W6] scheduled again while the first time is being committed, it is there once, and both are told so', async () => {
  await using world = await openWorld();
  const { bob, conversationId, waiting } = await scene(world);
  const wish = { conversationId, clientId: randomUUID(), body: 'once', dueAt: inMs(3_600_000) };
  const again = await behind(world, (query) => createScheduled(query, bob.userId, wish), [
    (node) => bob.on(node).call.scheduled.create(wish),
    (node) => bob.on(node).call.scheduled.create({ ...wish, body: 'another' }),
  ]);
  expect(again).toMatchObject([{ value: { clientId: wish.clientId } }, refusedWith('CLIENT_ID_REUSED')]);
  expect(await waiting()).toEqual(['once']);
});

test('[Y4] of two devices that change one scheduled message at once one is told; who cancels it first or last is obeyed', async () => {
  await using world = await openWorld();
  const { bob, later, waiting } = await scene(world);
  const clientId = await later();
  const change = (body: string) => (node: Node) =>
    bob.on(node).call.scheduled.change({ clientId, expectedVersion: 1, body });
  const cancel = (node: Node) => bob.on(node).call.scheduled.cancel({ clientId });
  const hold = (query: Query) => query`select 1 from scheduled where client_id = ${clientId} for update`;
  expect(await behind(world, hold, [change('of one'), change('of the other')])).toMatchObject([
    { status: 'fulfilled' },
    refusedWith('VERSION_CONFLICT'),
  ]);
  expect(await waiting()).toEqual(['of one']);
  const late = (node: Node) => bob.on(node).call.scheduled.change({ clientId, expectedVersion: 2, body: 'late' });
  expect(await behind(world, hold, [cancel, late])).toMatchObject([
    { status: 'fulfilled' },
    refusedWith('SCHEDULED_GONE'),
  ]);
  expect(await waiting()).toEqual([]);
});

test('[Y4] changed on one device while the other sends it at once, it is not said as it was', async () => {
  await using world = await openWorld();
  const { bob, conversationId, later, waiting, said } = await scene(world);
  const clientId = await later('as it was');
  const hold = (query: Query) => query`select 1 from conversations where id = ${conversationId} for update`;
  const sent = await behind(world, hold, [(node) => bob.on(node).call.scheduled.sendNow({ clientId })], () =>
    bob.call.scheduled.change({ clientId, expectedVersion: 1, body: 'as it is meant' }),
  );
  expect(sent).toMatchObject([refusedWith('SCHEDULED_GONE')]);
  expect([await said(), await waiting()]).toEqual([[], ['as it is meant']]);
  const other = await later('sent first');
  const race = await overtaken(world, {
    first: (at) => bob.on(at).call.scheduled.sendNow({ clientId: other }),
    second: (at) => bob.on(at).call.scheduled.change({ clientId: other, expectedVersion: 1, body: 'late' }),
  });
  expect(race.second.error).toMatchObject({ reason: 'SCHEDULED_GONE' });
  expect(await said()).toEqual(['sent first']);
});

test('[P1][P3] a status that another device replaces at the same moment takes its pause along', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const meeting = { emoji: '📅', text: 'In a meeting', until: inMs(3_600_000) };
  const hold = (query: Query) => query`select 1 from users where id = ${ann.userId} for update`;
  const paused = (node: Node) => ann.on(node).call.user.setStatus({ status: meeting, pause: true });
  const back = (node: Node) => ann.on(node).call.user.setStatus({ status: { text: 'Back' } });
  await behind(world, hold, [paused, back]);
  const dndUntil = async () => (await ann.call.notification.settings()).dndUntil;
  expect([(await ann.call.user.me()).status?.text, await dndUntil()]).toEqual(['Back', null]);
  await behind(world, hold, [back, paused]);
  expect([(await ann.call.user.me()).status?.text, await dndUntil()]).toEqual(['In a meeting', meeting.until]);
});

test('[T6][W1] pinned by two at once it is pinned once, by the first; unpinned meanwhile it is pinned no more', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId } = await scene(world);
  const { messageId } = await world.send(ann, conversationId, 'the plan');
  const pin = (by: Person, on: boolean) => (node: Node) => by.on(node).call.message.pin({ messageId, on });
  const events = async () =>
    (await logOf(world, conversationId)).flatMap((event) =>
      event.type === 'pin.changed' ? [[event.actorId, event.on]] : [],
    );
  const both = await overtaken(world, { first: pin(ann, true), second: pin(bob, true) });
  expect([both.first.value?.changed, both.second.value?.changed]).toEqual([true, false]);
  expect(await bob.call.message.pinned({ conversationId })).toMatchObject([{ pinnedById: ann.userId }]);
  const taken = await overtaken(world, { first: pin(bob, false), second: pin(ann, true) });
  expect(taken.second.value?.changed).toBe(true);
  await overtaken(world, { first: (node) => ann.on(node).call.message.delete({ messageId }), second: pin(bob, true) });
  expect(await bob.call.message.pinned({ conversationId })).toEqual([]);
  expect(await events()).toEqual([
    [ann.userId, true],
    [bob.userId, false],
    [ann.userId, true],
  ]);
});

test('[K1][K4] of two devices that save one message at once what is wished last counts, in one row', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId } = await scene(world);
  const { messageId } = await world.send(ann, conversationId, 'water the garden');
  const save = (remindAt: string | null) => (node: Node) =>
    bob.on(node).call.message.save({ messageId, saving: { done: false, remindAt } });
  const hold = (query: Query) => query`select 1 from conversations where id = ${conversationId} for update`;
  const remindAt = inMs(3_600_000);
  await behind(world, hold, [save(null), save(remindAt)]);
  expect(await listSaved(world.db.query, bob.userId)).toMatchObject([{ messageId, remindAt }]);
  await behind(world, hold, [
    save(null),
    (node) => bob.on(node).call.message.save({ messageId, saving: { done: true, remindAt: null } }),
  ]);
  expect(await listSaved(world.db.query, bob.userId)).toEqual([]);
  expect((await bob.call.message.saved({})).entries).toMatchObject([{ messageId }]);
});

test('[M5] a placeholder that two people with its address claim at once is the first one’s alone, whoever asks again', async () => {
  await using world = await openWorld();
  const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
  const { imports } = ann.call;
  const source = 'slack:t';
  const opened = await imports.openConversation({ source: 'slack:t:g1', kind: 'group', title: 'Plans' });
  const people = await imports.people({ source, people: [{ key: 'U1', name: 'Harry', handle: 'harry' }] });
  const placeholderId = people['U1']?.userId ?? '';
  const { conversationId } = opened;
  await imports.members({ conversationId, members: [{ userId: placeholderId, role: 'member' }] });
  const claim = (userId: string) => (node: Node) => ann.on(node).call.imports.claim({ placeholderId, userId });
  const hold = (query: Query) => query`select 1 from users where id = ${placeholderId} for update`;
  const claims = await behind(world, hold, [claim(bob.userId), claim(eve.userId)]);
  expect(claims).toMatchObject([{ value: { userId: bob.userId, joined: 1 } }, refusedWith('USER_NOT_FOUND')]);
  expect(await ann.call.imports.claim({ placeholderId, userId: bob.userId })).toMatchObject({ joined: 0 });
  expect([await bob.call.conversation.list(), await eve.call.conversation.list()]).toMatchObject([
    [{ id: conversationId, memberCount: 1 }],
    [],
  ]);
});

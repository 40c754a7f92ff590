import { randomUUID } from 'node:crypto';
import { endSession, withConversationLock } from '@nova/db';
import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { blocked, overtaken, pausingNode } from '../rehearsal/interleaving.ts';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, reasonOf } from '../rehearsal/world.ts';

const send = (conversationId: string) => ({ conversationId, clientId: randomUUID(), body: 'hello' });

test('[W4] send first, sign-out second: the sign-out waits for the commit', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const conversationId = await world.group(ann);
  const { first, second } = await overtaken(world, {
    first: (node) => ann.on(node).call.message.send(send(conversationId)),
    second: (node) => endSession(node.db.query, ann.userId, ann.sessionId),
  });
  expect(first.error).toBeUndefined();
  expect(second.value).toBe(true);
});

test('[W4] sign-out first: a send whose request arrived before it is refused, and does not wait', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const conversationId = await world.group(ann);
  const deleted = gate();
  const rest = gate();
  const signOut = world.db.sql.begin(async (sql) => {
    await sql`delete from sessions where id = ${ann.sessionId}`;
    void deleted.pass();
    await rest.pass();
  });
  await deleted.arrived();
  // The row is deleted but not yet committed: whoever read the session before would still find it.
  expect(await reasonOf(ann.call.message.send(send(conversationId)))).toBe('UNAUTHENTICATED');
  expect(await reasonOf(ann.call.conversation.update({ conversationId, title: 'Mine' }))).toBe('UNAUTHENTICATED');
  rest.open();
  await signOut;
  expect(await reasonOf(ann.call.message.send(send(conversationId)))).toBe('UNAUTHENTICATED');
  expect((await logOf(world, conversationId)).filter(({ type }) => type === 'message.created')).toEqual([]);
});

test('[W4] the test bites: a session looked up before the transaction lets the send through', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const conversationId = await world.group(ann);
  const found = await world.db
    .query`select 1 as found from sessions where id = ${ann.sessionId} and expires_at > now()`;
  await endSession(world.db.query, ann.userId, ann.sessionId);
  const request = {
    parties: [{ ...ann, conversationId }],
    admission: 'members' as const,
    onBusy: 'wait' as const,
    read: () => Promise.resolve(found.length > 0),
  };
  await withConversationLock(world.db.transactions, request, {
    hooks: {},
    act: (_tx, ledger, isSignedIn) => {
      if (!isSignedIn) return;
      const { userId } = ann;
      const ids = { id: randomUUID(), conversationId, actorId: userId, senderId: userId, clientId: randomUUID() };
      ledger.appendMessage({
        ...ids,
        body: 'late',
        sentAt: ledger.at,
        replyToId: null,
        threadRootId: null,
        alsoSent: false,
        mentionIds: [],
      });
    },
  });
  expect((await logOf(world, conversationId)).filter(({ type }) => type === 'message.created')).not.toEqual([]);
});

test('[W4] an expired session and the session of somebody else are no sessions', async () => {
  await using world = await openWorld();
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const conversationId = await world.group(ann, bob);
  const context = world.node.api.contextFor({
    caller: { userId: ann.userId, sessionId: bob.sessionId },
    operator: false,
    requestId: 'r',
    address: '',
  });
  expect(
    await reasonOf(
      context.sends.send(send(conversationId), { userId: ann.userId, sessionId: bob.sessionId, requestId: 'r' }),
    ),
  ).toBe('UNAUTHENTICATED');
  await world.db.query`update sessions set expires_at = now() - interval '1 second' where id = ${ann.sessionId}`;
  expect(await reasonOf(ann.call.message.send(send(conversationId)))).toBe('UNAUTHENTICATED');
});

test('[W4] ending a session is announced to every node', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const heard = Promise.withResolvers<string>();
  await world.db.sql.listen('session_ended', heard.resolve);
  expect(await ann.call.user.revokeDevice({ deviceId: ann.sessionId })).toEqual({ revoked: true });
  expect(await heard.promise).toBe(ann.sessionId);
  // Nobody is signed in any more who could ask again.
  expect(await reasonOf(ann.call.user.revokeDevice({ deviceId: ann.sessionId }))).toBe('UNAUTHENTICATED');
});

test('[W1] a stranger neither locks a conversation nor waits for it', async () => {
  await using world = await openWorld();
  const [ann, eve] = await Promise.all([world.person('Ann'), world.person('Eve')]);
  const conversationId = await world.group(ann);
  const { messageId } = await world.send(ann, conversationId);
  const pausing = pausingNode(world, 'before-commit');
  const holding = ann.on(pausing.node).call.conversation.update({ conversationId, title: 'Held' });
  await pausing.gate.arrived();
  // All of these answer while the lock is held, as they do for a conversation that does not exist.
  for (const id of [conversationId, randomUUID()]) {
    expect(await reasonOf(eve.call.message.send(send(id)))).toBe('NOT_A_MEMBER');
    expect(await reasonOf(eve.call.conversation.update({ conversationId: id, title: 'Eve' }))).toBe('NOT_A_MEMBER');
    expect(await reasonOf(eve.call.conversation.join({ conversationId: id }))).toBe('NOT_A_MEMBER');
    expect(await reasonOf(eve.call.conversation.leave({ conversationId: id }))).toBe('NOT_A_MEMBER');
  }
  for (const id of [messageId, randomUUID()]) {
    expect(await reasonOf(eve.call.message.delete({ messageId: id }))).toBe('MESSAGE_NOT_FOUND');
  }
  // A member does wait.
  const other = world.openNode();
  const waiting = ann.on(other).call.message.delete({ messageId });
  await blocked(world, other);
  pausing.gate.open();
  await holding;
  await waiting;
});

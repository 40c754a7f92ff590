import { randomUUID } from 'node:crypto';
import type { Reason } from '@nova/contract';
import { getTRPCErrorFromUnknown } from '@trpc/server';
import { expect, test } from 'vitest';
import { describeError } from '../errors/error-formatter.ts';
import { callable, knownProcedures } from '../rehearsal/procedures-of.ts';
import { openWorld, type Person } from '../rehearsal/world.ts';

/** What each procedure that names a conversation is asked besides. */
const onConversation: Readonly<Record<string, (person: Person) => object>> = {
  'conversation.get': () => ({}),
  'conversation.reach': () => ({}),
  'conversation.stats': () => ({}),
  'conversation.exportPage': () => ({}),
  'conversation.exportMembers': () => ({}),
  'conversation.join': () => ({}),
  'conversation.update': () => ({ title: 'Mine' }),
  'conversation.addMembers': ({ userId }) => ({ userIds: [userId] }),
  'conversation.removeMember': ({ userId }) => ({ userId }),
  'conversation.leave': () => ({}),
  'conversation.setRole': ({ userId }) => ({ userId, role: 'owner' }),
  'conversation.mute': () => ({ notify: 'nothing' }),
  'conversation.favour': () => ({ on: true }),
  'conversation.markRead': () => ({ seq: 1 }),
  'conversation.markUnread': () => ({ seq: 1 }),
  'message.send': () => ({ clientId: randomUUID(), body: 'hello' }),
  'message.list': () => ({}),
  'message.pinned': () => ({}),
  'presence.setTyping': () => ({ on: true }),
  'scheduled.create': () => ({ clientId: randomUUID(), body: 'hello', dueAt: '2020-01-01T00:00:00Z' }),
  'draft.set': () => ({ body: 'hello', baseVersion: 0 }),
};

/** And each that names a message. */
const onMessage: Readonly<Record<string, object>> = {
  'message.edit': { expectedVersion: 1, body: 'mine' },
  'message.delete': {},
  'message.react': { emoji: '👍', on: true },
  'message.pin': { on: true },
  'message.hidePreviews': {},
  'message.save': { saving: { done: false, remindAt: null } },
  'message.revisions': {},
  'thread.get': {},
  'thread.follow': { on: true },
  'thread.markRead': { seq: 1 },
};

/** Procedures that name neither, or whose answer to strangers is the feed's and the operators' own matter. */
const others = new Set([
  'conversation.events',
  'message.quotes',
  'message.linked',
  'message.search',
  'presence.watch',
  'imports.messages',
  'imports.missingFiles',
  'imports.members',
  'imports.stats',
]);

const nobodysFault = { retryable: false };

async function toldBy(call: () => Promise<unknown>): Promise<object> {
  try {
    await call();
    return { reason: null };
  } catch (error) {
    return describeError(getTRPCErrorFromUnknown(error), undefined);
  }
}

test('every procedure that names a conversation or a message is in one of these tables', () => {
  const unnamed = knownProcedures()
    .map(({ path }) => path)
    .filter((path) => !(path in onConversation) && !(path in onMessage) && !others.has(path));
  for (const path of unnamed)
    expect(path).toMatch(
      /^(user|inbox|file|scheduled|notification|mail|newestApp)\.|\.(list|mentions|saved|browse|openDirect|createGroup|openChannel|openConversation|authors|people|claims?)$/,
    );
});

test('[A1] a stranger is told the same of a conversation that exists and of one that does not', async () => {
  await using world = await openWorld();
  const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
  const group = await world.group(ann, bob);
  const { conversationId: direct } = await ann.call.conversation.openDirect({ userId: bob.userId });
  const left = await world.group(ann, eve);
  await eve.call.conversation.leave({ conversationId: left });
  const told: { readonly reason: Reason; readonly retryable: boolean } = { reason: 'NOT_A_MEMBER', ...nobodysFault };
  for (const [path, more] of Object.entries(onConversation)) {
    for (const conversationId of [group, direct, left, randomUUID(), ann.userId]) {
      const answer = await toldBy(() => callable(eve.call, path)({ conversationId, ...more(eve) }));
      expect({ path, answer }).toEqual({ path, answer: told });
    }
  }
  expect((await ann.call.conversation.get({ conversationId: group })).conversation).toMatchObject({
    title: 'Group',
    lastSeq: 3,
  });
});

test('[A1] a stranger is told the same of a message that exists, of a deleted one and of one that does not', async () => {
  await using world = await openWorld();
  const [ann, eve] = await Promise.all([world.person('Ann'), world.person('Eve')]);
  const group = await world.group(ann);
  const { messageId: here } = await world.send(ann, group);
  const { messageId: deleted } = await world.send(ann, group);
  await ann.call.message.delete({ messageId: deleted });
  const told: { readonly reason: Reason; readonly retryable: boolean } = {
    reason: 'MESSAGE_NOT_FOUND',
    ...nobodysFault,
  };
  for (const [path, more] of Object.entries(onMessage)) {
    for (const messageId of [here, deleted, randomUUID(), group]) {
      const answer = await toldBy(() => callable(eve.call, path)({ messageId, rootId: messageId, ...more }));
      expect({ path, answer }).toEqual({ path, answer: told });
    }
  }
  // Nor through a reply: what it would answer is in a conversation of others, or nowhere.
  const own = await world.group(eve);
  for (const replyToId of [here, deleted, randomUUID()]) {
    const send = { conversationId: own, clientId: randomUUID(), body: 'x' };
    expect(await toldBy(() => eve.call.message.send({ ...send, replyToId }))).toEqual(told);
    expect(await toldBy(() => eve.call.message.send({ ...send, threadRootId: replyToId }))).toEqual(told);
  }
});

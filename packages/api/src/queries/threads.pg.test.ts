import { randomUUID } from 'node:crypto';
import type { Message, ThreadSummary } from '@nova/contract';
import { seededRandom } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';

interface Scene extends AsyncDisposable {
  readonly world: World;
  readonly ann: Person;
  readonly bob: Person;
  readonly cleo: Person;
  readonly conversationId: string;
  /** Of ann's message. */
  readonly rootId: string;
  reply(by: Person, body?: string, more?: { threadRootId?: string; alsoSend?: boolean }): Promise<Reply>;
  rootAs(by: Person): Promise<Message | undefined>;
  summaryOf(by: Person): Promise<{ unread: number; mentions: number; unreadThreads: number }>;
  threadsOf(by: Person): Promise<{ rootId: string; unread: number; replies: number }[]>;
}
type Reply = Awaited<ReturnType<Person['call']['message']['send']>>;

async function openScene(): Promise<Scene> {
  const world = await openWorld();
  const [ann, bob, cleo] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Cleo')]);
  for (const person of [ann, bob, cleo]) await person.call.user.updateProfile({ handle: person.name.toLowerCase() });
  const conversationId = await world.group(ann, bob, cleo);
  const { messageId: rootId } = await world.send(ann, conversationId, 'root');
  return {
    world,
    ann,
    bob,
    cleo,
    conversationId,
    rootId,
    reply: (by, body = 'a reply', more = {}) =>
      by.call.message.send({ conversationId, clientId: randomUUID(), body, threadRootId: rootId, ...more }),
    async rootAs(by) {
      const page = await by.call.message.list({ conversationId });
      return page.messages.find(({ id }) => id === rootId);
    },
    async summaryOf(by) {
      const [row] = (await by.call.conversation.list()).filter(({ id }) => id === conversationId);
      return { unread: row?.unread ?? -1, mentions: row?.mentions ?? -1, unreadThreads: row?.unreadThreads ?? -1 };
    },
    async threadsOf(by) {
      const { threads } = await by.call.thread.list({});
      return threads.map(({ root, unread, replies }) => ({ rootId: root.id, unread, replies }));
    },
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

describe('[T1] roots', () => {
  test('are messages of the same conversation that are in no thread themselves', async () => {
    await using scene = await openScene();
    const { world, ann, bob, conversationId, rootId, reply } = scene;
    const other = await world.group(ann, bob);
    const { messageId: elsewhere } = await world.send(ann, other);
    const { messageId, seq } = await reply(bob);
    expect(await reasonOf(reply(ann, 'x', { threadRootId: messageId }))).toBe('INVALID_INPUT');
    expect(await reasonOf(reply(ann, 'x', { threadRootId: elsewhere }))).toBe('MESSAGE_NOT_FOUND');
    expect(await reasonOf(reply(ann, 'x', { threadRootId: randomUUID() }))).toBe('MESSAGE_NOT_FOUND');
    const log = await logOf(world, conversationId);
    expect(log.at(-1)).toMatchObject({ type: 'message.created', seq, threadRootId: rootId });
    expect(log.at(-1)).not.toHaveProperty('alsoSent');
    expect((await ann.call.thread.get({ rootId })).messages.map(({ id }) => id)).toEqual([messageId]);
    expect(await reasonOf(ann.call.thread.get({ rootId: messageId }))).toBe('MESSAGE_NOT_FOUND');
    expect(await reasonOf(ann.call.thread.follow({ rootId: messageId, on: true }))).toBe('MESSAGE_NOT_FOUND');
    expect(await reasonOf(ann.call.thread.markRead({ rootId: messageId, seq }))).toBe('MESSAGE_NOT_FOUND');
  });

  test('that are deleted take no reply, and keep a thread that can be read', async () => {
    await using scene = await openScene();
    const { ann, bob, rootId, reply, rootAs } = scene;
    const { messageId } = await reply(bob, 'still here');
    await ann.call.message.delete({ messageId: rootId });
    expect(await reasonOf(reply(bob))).toBe('MESSAGE_DELETED');
    const thread = await bob.call.thread.get({ rootId });
    expect(thread.root).toMatchObject({ id: rootId, body: null });
    expect(thread.messages).toMatchObject([{ id: messageId, body: 'still here' }]);
    expect((await rootAs(bob))?.thread?.replies).toBe(1);
    expect((await ann.call.thread.list({})).threads).toMatchObject([{ root: { body: null }, last: { id: messageId } }]);
  });

  test('[A1] are nothing to a stranger', async () => {
    await using scene = await openScene();
    const { world, rootId, reply, bob } = scene;
    const { messageId } = await reply(bob);
    const eve = await world.person('Eve');
    for (const id of [rootId, messageId, randomUUID()]) {
      expect(await reasonOf(eve.call.thread.get({ rootId: id }))).toBe('MESSAGE_NOT_FOUND');
      expect(await reasonOf(eve.call.thread.follow({ rootId: id, on: true }))).toBe('MESSAGE_NOT_FOUND');
      expect(await reasonOf(eve.call.thread.markRead({ rootId: id, seq: 1 }))).toBe('MESSAGE_NOT_FOUND');
    }
    expect(await world.db.query`select 1 from thread_places where user_id = ${eve.userId}`).toEqual([]);
  });
});

describe('[T2] the timeline', () => {
  test('leaves replies out unless they were also sent, as the counts do unless they mention', async () => {
    await using scene = await openScene();
    const { ann, cleo, bob, conversationId, reply, rootId, summaryOf } = scene;
    const before = await summaryOf(cleo);
    expect(before).toEqual({ unread: 1, mentions: 0, unreadThreads: 0 });
    await reply(bob, 'in the thread only');
    expect(await summaryOf(cleo)).toEqual(before);
    expect((await ann.call.conversation.list())[0]?.lastMessage?.preview).toBe('root');
    const also = await reply(bob, 'also sent', { alsoSend: true });
    const page = await cleo.call.message.list({ conversationId });
    expect(page.messages.map(({ body, alsoSent }) => [body, alsoSent])).toEqual([
      ['root', undefined],
      ['also sent', true],
    ]);
    expect(page.asOfSeq).toBe(also.seq);
    expect(await summaryOf(cleo)).toEqual({ unread: 2, mentions: 0, unreadThreads: 0 });
    await cleo.call.conversation.markRead({ conversationId, seq: also.seq });
    const mention = await reply(bob, 'see here, @cleo');
    expect(await summaryOf(cleo)).toEqual({ unread: 1, mentions: 1, unreadThreads: 1 });
    await cleo.call.thread.markRead({ rootId, seq: mention.seq });
    expect(await summaryOf(cleo)).toEqual({ unread: 0, mentions: 0, unreadThreads: 0 });
    await expect(
      ann.call.message.send({ conversationId, clientId: randomUUID(), body: 'x', alsoSend: true }),
    ).rejects.toThrow('only a reply in a thread is also sent');
  });

  test('and the thread are read in pages, each from one snapshot', async () => {
    await using scene = await openScene();
    const { ann, bob, conversationId, reply, rootId, world } = scene;
    const replies: string[] = [];
    for (let n = 0; n < 7; n++) {
      replies.push((await reply(n % 2 ? ann : bob, `reply ${n}`)).messageId);
      await world.send(bob, conversationId, `between ${n}`);
    }
    const last = await ann.call.thread.get({ rootId, limit: 3 });
    expect(last.messages.map(({ id }) => id)).toEqual(replies.slice(4));
    expect(last).toMatchObject({ hasMoreBefore: true, root: { id: rootId, thread: { replies: 7 } } });
    const middle = await ann.call.thread.get({ rootId, limit: 3, before: last.messages[0]?.seq });
    expect(middle.messages.map(({ id }) => id)).toEqual(replies.slice(1, 4));
    const first = await ann.call.thread.get({ rootId, limit: 3, before: middle.messages[0]?.seq });
    expect(first.messages.map(({ id }) => id)).toEqual(replies.slice(0, 1));
    expect(first.hasMoreBefore).toBe(false);
    const page = await ann.call.message.list({ conversationId, limit: 3 });
    expect(page.messages.map(({ body }) => body)).toEqual(['between 4', 'between 5', 'between 6']);
    const older = await ann.call.message.list({ conversationId, limit: 3, before: page.messages[0]?.seq });
    expect(older.messages.map(({ body }) => body)).toEqual(['between 1', 'between 2', 'between 3']);
  });
});

describe('[T3] the summary of a thread', () => {
  test.each([1, 2, 3])('equals a recount, and the log tells the same, after any history (seed %i)', async (seed) => {
    await using scene = await openScene();
    const { ann, bob, cleo, conversationId, reply, rootId, rootAs, world } = scene;
    const random = seededRandom(seed);
    const people = [ann, bob, cleo];
    const alive: { messageId: string; by: Person; seq: number; at: string }[] = [];
    const expected = (): ThreadSummary | undefined => {
      const last = alive.at(-1);
      if (!last) return undefined;
      const userIds = [...new Set(alive.toReversed().map(({ by }) => by.userId))].slice(0, 3);
      return { replies: alive.length, lastSeq: last.seq, lastAt: last.at, userIds };
    };
    for (let step = 0; step < 40; step++) {
      const gone = random.chance(0.4) ? random.pick(alive.length > 0 ? alive : [null]) : null;
      if (gone) {
        await gone.by.call.message.delete({ messageId: gone.messageId });
        alive.splice(alive.indexOf(gone), 1);
        const event = (await logOf(world, conversationId)).at(-1);
        expect(event).toMatchObject({ type: 'message.deleted', threadRootId: rootId, thread: expected() ?? null });
      } else {
        const by = random.pick(people);
        const { messageId, seq, sentAt } = await reply(by);
        alive.push({ messageId, by, seq, at: sentAt });
      }
      expect((await rootAs(bob))?.thread).toEqual(expected());
    }
    await ann.call.message.delete({ messageId: rootId });
    expect((await rootAs(bob))?.thread).toEqual(expected());
  });
});

describe('[T4] who follows', () => {
  test('the author of the root, who replies, who is mentioned; by hand on and off; an off until one is called again', async () => {
    await using scene = await openScene();
    const { ann, bob, cleo, reply, rootId, threadsOf } = scene;
    await cleo.call.thread.markRead({ rootId, seq: 100 });
    expect(await threadsOf(cleo)).toEqual([]);
    await reply(bob);
    expect(await threadsOf(ann)).toEqual([{ rootId, unread: 1, replies: 1 }]);
    expect(await threadsOf(bob)).toEqual([{ rootId, unread: 0, replies: 1 }]);
    expect(await threadsOf(cleo)).toEqual([]);
    expect(await ann.call.thread.follow({ rootId, on: false })).toMatchObject({ following: false, changed: true });
    expect(await ann.call.thread.follow({ rootId, on: false })).toMatchObject({ following: false, changed: false });
    await reply(bob);
    expect(await threadsOf(ann)).toEqual([]);
    await reply(bob, 'well, @ann?');
    expect(await threadsOf(ann)).toEqual([{ rootId, unread: 1, replies: 3 }]);
    expect(await cleo.call.thread.follow({ rootId, on: true })).toMatchObject({ following: true, changed: true });
    expect(await threadsOf(cleo)).toEqual([{ rootId, unread: 0, replies: 3 }]);
    await reply(bob);
    expect(await threadsOf(cleo)).toEqual([{ rootId, unread: 1, replies: 4 }]);
  });

  test('an author who said no before the first reply is not made to; whoever only read is', async () => {
    await using scene = await openScene();
    const { ann, bob, reply, rootId, threadsOf } = scene;
    await ann.call.thread.markRead({ rootId, seq: 100 });
    await reply(bob);
    expect(await threadsOf(ann)).toEqual([{ rootId, unread: 1, replies: 1 }]);
    await ann.call.thread.follow({ rootId, on: false });
    await reply(bob);
    expect(await threadsOf(ann)).toEqual([]);
  });

  test('nobody who has left, nobody by an import', async () => {
    await using scene = await openScene();
    const { world, ann, bob, conversationId, reply, rootId, threadsOf } = scene;
    await reply(bob);
    await bob.call.conversation.leave({ conversationId });
    expect(await threadsOf(bob)).toEqual([]);
    await reply(ann, 'where is @bob?');
    expect(await world.db.query`select 1 from thread_places where user_id = ${bob.userId}`).toEqual([]);
    await ann.call.conversation.addMembers({ conversationId, userIds: [bob.userId] });
    expect(await threadsOf(bob)).toEqual([]);
    expect(await bob.call.thread.get({ rootId })).toMatchObject({ place: { following: false } });
  });
});

describe('[T5] unread in a thread', () => {
  test('are the replies of others after the place, deleted ones left out; the place only rises', async () => {
    await using scene = await openScene();
    const { ann, bob, cleo, reply, rootId, summaryOf, threadsOf } = scene;
    const first = await reply(bob);
    const second = await reply(cleo);
    await reply(ann);
    expect(await threadsOf(ann)).toEqual([{ rootId, unread: 2, replies: 3 }]);
    expect(await summaryOf(ann)).toMatchObject({ unreadThreads: 1 });
    await ann.call.thread.markRead({ rootId, seq: first.seq });
    expect(await threadsOf(ann)).toEqual([{ rootId, unread: 1, replies: 3 }]);
    await cleo.call.message.delete({ messageId: second.messageId });
    expect(await threadsOf(ann)).toEqual([{ rootId, unread: 0, replies: 2 }]);
    expect(await summaryOf(ann)).toMatchObject({ unreadThreads: 0 });
    expect(await ann.call.thread.markRead({ rootId, seq: 1 })).toMatchObject({ readSeq: first.seq });
    expect(await ann.call.thread.markRead({ rootId, seq: 1_000_000 })).toMatchObject({ readSeq: second.seq + 2 });
  });

  test('the threads view: unread ones first, then the liveliest, in pages that neither repeat nor lose', async () => {
    await using scene = await openScene();
    const { world, ann, bob, conversationId } = scene;
    const roots: string[] = [];
    for (let n = 0; n < 7; n++) {
      const { messageId: threadRootId } = await world.send(ann, conversationId, `root ${n}`);
      roots.push(threadRootId);
      const { seq } = await scene.reply(bob, `reply ${n}`, { threadRootId });
      if (n % 2) await ann.call.thread.markRead({ rootId: threadRootId, seq });
    }
    const [r0, r1, r2, r3, r4, r5, r6] = roots;
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await ann.call.thread.list({ limit: 3, ...(after === undefined ? {} : { after }) });
      seen.push(...page.threads.map(({ root }) => root.id));
      after = page.next;
    }
    expect(seen).toEqual([r6, r4, r2, r0, r5, r3, r1]);
    expect(await reasonOf(ann.call.thread.list({ after: 'nonsense' }))).toBe('BAD_CURSOR');
  });
});

import { decodeCursor, type ListOutput, type Message, type NovaEvent } from '@nova/contract';
import { readHeads } from '@nova/db';
import { seededRandom } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, reasonOf } from '../rehearsal/world.ts';

/** What can be told of a message from the log alone, at one position. */
interface Replayed {
  version: number;
  isDeleted: boolean;
  isPinned: boolean;
  /** Who reacted, by emoji, each in the order in which they came. */
  reactions: Map<string, Set<string>>;
}

function replay(log: readonly NovaEvent[], asOfSeq: number): Map<string, Replayed> {
  const messages = new Map<string, Replayed>();
  for (const event of log.slice(0, asOfSeq)) {
    if (!('messageId' in event)) continue;
    if (event.type === 'message.created')
      messages.set(event.messageId, { version: 1, isDeleted: false, isPinned: false, reactions: new Map() });
    const message = messages.get(event.messageId);
    if (!message) throw new Error('an event of no message');
    if (event.type === 'message.edited') message.version = event.version;
    if (event.type === 'message.deleted') message.isDeleted = true;
    if (event.type === 'pin.changed') message.isPinned = event.on;
    if (event.type !== 'reaction.changed') continue;
    const userIds = message.reactions.get(event.emoji) ?? new Set();
    userIds[event.on ? 'add' : 'delete'](event.actorId);
    if (userIds.size > 0) message.reactions.set(event.emoji, userIds);
    else message.reactions.delete(event.emoji);
  }
  return messages;
}

/** Whether a page says anything but what the log says at the position the page claims. */
function contradiction(page: Pick<ListOutput, 'messages' | 'asOfSeq'>, log: readonly NovaEvent[]): string | null {
  const replayed = replay(log, page.asOfSeq);
  if (page.messages.length !== replayed.size)
    return `${page.messages.length} messages, not ${replayed.size}, at ${page.asOfSeq}`;
  for (const message of page.messages) {
    const expected = replayed.get(message.id);
    if (!expected) return `message ${message.seq} is not there yet at ${page.asOfSeq}`;
    if (message.version !== expected.version) return `version ${message.version} of ${message.seq} at ${page.asOfSeq}`;
    if ((message.deletedAt !== null) !== expected.isDeleted) return `deletion of ${message.seq} at ${page.asOfSeq}`;
    if (expected.isDeleted) continue;
    if (message.pinned !== expected.isPinned) return `pin of ${message.seq} at ${page.asOfSeq}`;
    const reactions = message.reactions.map(({ emoji, userIds }) => [emoji, ...userIds]);
    if (reactions.join(' ') !== [...expected.reactions].map(([emoji, userIds]) => [emoji, ...userIds]).join(' '))
      return `reactions of ${message.seq} at ${page.asOfSeq}`;
  }
  return null;
}

describe('[D6] a page is true at the seq it names', () => {
  test('while people write', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const conversationId = await world.group(ann, bob);
    const random = seededRandom(11);
    const mine: string[] = [(await world.send(ann, conversationId)).messageId];
    const pages: ListOutput[] = [];
    let isWriting = true;
    const write = async (): Promise<void> => {
      for (let n = 0; n < 60; n++) {
        const messageId = random.pick(mine);
        switch (random.int(6)) {
          case 0:
            mine.push((await world.send(ann, conversationId)).messageId);
            break;
          case 1: {
            const version = Number(
              (await world.db.query<{ version: number }>`select version from messages where id = ${messageId}`)[0]
                ?.version,
            );
            await reasonOf(ann.call.message.edit({ messageId, expectedVersion: version, body: `edit ${n}` }));
            break;
          }
          case 2:
          case 5:
            await reasonOf(
              random
                .pick([ann, bob])
                .call.message.react({ messageId, emoji: random.pick(['👍', '🦊', '🎉']), on: random.chance(0.6) }),
            );
            break;
          case 3:
            await reasonOf(bob.call.message.pin({ messageId, on: random.chance(0.5) }));
            break;
          default:
            if (random.chance(0.3)) await ann.call.message.delete({ messageId });
        }
      }
    };
    const read = async (): Promise<void> => {
      while (isWriting) pages.push(await bob.call.message.list({ conversationId, limit: 200 }));
    };
    const reading = read();
    await Promise.all([write(), write(), write()]);
    isWriting = false;
    await reading;
    const log = await logOf(world, conversationId);
    expect(pages.length).toBeGreaterThan(20);
    for (const page of pages) expect(contradiction(page, log)).toBeNull();
  });

  test('the test bites: reading messages and position one after the other contradicts the log', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    await world.send(ann, conversationId);
    const messages: Message[] = (await ann.call.message.list({ conversationId })).messages;
    await world.send(ann, conversationId);
    const { heads } = await readHeads(world.db.query, [conversationId]);
    expect(
      contradiction({ messages, asOfSeq: heads.get(conversationId) ?? 0 }, await logOf(world, conversationId)),
    ).toMatch(/1 messages, not 2/);
  });

  test('the cursor is that seq in this epoch', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const page = await ann.call.message.list({ conversationId });
    const { epoch } = await readHeads(world.db.query, []);
    expect(page).toMatchObject({ messages: [], asOfSeq: 2, hasMoreBefore: false, hasMoreAfter: false });
    expect(decodeCursor(page.cursor)).toEqual({ epoch, seq: 2 });
  });
});

test('[A3] pages: newest, before, after, around; events that are no messages leave no gaps', async () => {
  await using world = await openWorld();
  const [ann, eve] = await Promise.all([world.person('Ann'), world.person('Eve')]);
  const conversationId = await world.group(ann);
  const seqs: number[] = [];
  for (let n = 0; n < 10; n++) {
    const { seq, messageId } = await world.send(ann, conversationId, `${n}`);
    seqs.push(seq);
    await ann.call.message.pin({ messageId, on: true });
  }
  expect(seqs).toEqual([3, 5, 7, 9, 11, 13, 15, 17, 19, 21]);
  const page = async (window: { before?: number; after?: number; around?: number }, limit = 4) => {
    const { messages, hasMoreBefore, hasMoreAfter } = await ann.call.message.list({ conversationId, limit, ...window });
    return [messages.map(({ seq }) => seq), hasMoreBefore, hasMoreAfter];
  };
  expect(await page({})).toEqual([[15, 17, 19, 21], true, false]);
  expect(await page({ before: 15 })).toEqual([[7, 9, 11, 13], true, true]);
  expect(await page({ before: 7 })).toEqual([[3, 5], false, true]);
  expect(await page({ after: 15 })).toEqual([[17, 19, 21], true, false]);
  expect(await page({ after: 0 })).toEqual([[3, 5, 7, 9], false, true]);
  expect(await page({ around: 11 })).toEqual([[9, 11, 13, 15], true, true]);
  expect(await page({ around: 0 })).toEqual([[3, 5], false, true]);
  expect(await page({ around: 11 }, 1)).toEqual([[11], true, true]);
  expect(await page({ before: 0 })).toEqual([[], false, true]);
  expect(await page({ after: 99 })).toEqual([[], true, false]);
  expect(await reasonOf(eve.call.message.list({ conversationId }))).toBe('NOT_A_MEMBER');
});

test('[D6] reactions come in the order in which the events told them, whoever takes one back', async () => {
  await using world = await openWorld();
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const conversationId = await world.group(ann, bob);
  const { messageId } = await world.send(ann, conversationId);
  const react = (who: typeof ann, emoji: string, on: boolean) => who.call.message.react({ messageId, emoji, on });
  await react(ann, '👍', true);
  await react(ann, '🦊', true);
  await react(bob, '👍', true);
  await react(ann, '👍', false);
  const shown = async () => (await ann.call.message.list({ conversationId })).messages[0]?.reactions;
  expect(await shown()).toEqual([
    { emoji: '👍', userIds: [bob.userId] },
    { emoji: '🦊', userIds: [ann.userId] },
  ]);
  await react(bob, '👍', false);
  await react(ann, '👍', true);
  expect((await shown())?.map(({ emoji }) => emoji)).toEqual(['🦊', '👍']);
});

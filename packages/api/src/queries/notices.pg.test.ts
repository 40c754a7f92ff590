import { limits } from '@nova/contract';
import { expect, test } from 'vitest';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, reasonOf } from '../rehearsal/world.ts';

test('[D6] a page tells what else happened between its messages, as the log tells it', async () => {
  await using world = await openWorld();
  const [ann, bob, cleo] = await Promise.all(['Ann', 'Bob', 'Cleo'].map((name) => world.person(name)));
  if (!ann || !bob || !cleo) throw new Error('nobody');
  const conversationId = await world.group(ann, bob);
  const first = await world.send(ann, conversationId);
  await ann.call.conversation.addMembers({ conversationId, userIds: [cleo.userId] });
  await ann.call.message.react({ messageId: first.messageId, emoji: '👍', on: true });
  await ann.call.message.pin({ messageId: first.messageId, on: true });
  const second = await world.send(ann, conversationId);
  await ann.call.conversation.update({ conversationId, title: 'New' });
  await ann.call.conversation.setRole({ conversationId, userId: bob.userId, role: 'admin' });
  const third = await world.send(ann, conversationId);
  await cleo.call.conversation.leave({ conversationId });

  const told = async (window: { before?: number; after?: number; around?: number }, limit: number) =>
    (await ann.call.message.list({ conversationId, limit, ...window })).notices;
  const log = await logOf(world, conversationId);
  const isToldOf = (type: string): boolean =>
    type.startsWith('member.') || type === 'conversation.updated' || type === 'pin.changed';
  expect(await told({}, 50)).toEqual(log.filter(({ type }) => isToldOf(type)));
  const seqs = async (...page: Parameters<typeof told>) => (await told(...page)).map(({ seq }) => seq);
  const [s1, s2, s3] = [first.seq, second.seq, third.seq];
  expect(await seqs({}, 1)).toEqual([s3 - 2, s3 - 1, s3 + 1]);
  expect(await seqs({ before: s3 }, 1)).toEqual([s1 + 1, s1 + 3, s2 + 1, s2 + 2]);
  expect(await seqs({ before: s2 }, 5)).toEqual([1, 2, 3, s1 + 1, s1 + 3]);
  expect(await seqs({ after: s1 }, 1)).toEqual([s1 + 1, s1 + 3, s2 + 1, s2 + 2]);
  expect(await seqs({ after: s2 }, 5)).toEqual([s2 + 1, s2 + 2, s3 + 1]);
  expect((await told({}, 50)).find(({ seq }) => seq === s2 + 1)).toMatchObject({ title: 'New', changed: ['title'] });
});

test('[A3] of very many the newest are told, and that there were more', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const conversationId = await world.group(ann);
  const { messageId } = await world.send(ann, conversationId);
  for (let n = 0; n <= limits.noticesPerPage; n++) await ann.call.message.pin({ messageId, on: n % 2 === 0 });
  const { notices, noticesCut, asOfSeq } = await ann.call.message.list({ conversationId });
  expect(notices).toHaveLength(limits.noticesPerPage);
  expect(noticesCut).toBe(true);
  expect(notices.at(-1)?.seq).toBe(asOfSeq);
});

test('[A1][X1] quotes tell what one may read, and nothing of what is deleted', async () => {
  await using world = await openWorld();
  const [ann, eve] = await Promise.all([world.person('Ann'), world.person('Eve')]);
  const conversationId = await world.group(ann);
  const kept = await world.send(ann, conversationId, 'x'.repeat(limits.quoteChars + 1));
  const gone = await world.send(ann, conversationId, 'secret');
  await ann.call.message.delete({ messageId: gone.messageId });
  const messageIds = [kept.messageId, gone.messageId, crypto.randomUUID()];
  const quotes = await ann.call.message.quotes({ messageIds });
  const quote = { conversationId, senderId: ann.userId, version: 1 };
  expect(quotes.toSorted((a, b) => a.seq - b.seq)).toEqual([
    { ...quote, id: kept.messageId, seq: kept.seq, body: 'x'.repeat(limits.quoteChars) },
    { ...quote, id: gone.messageId, seq: gone.seq, body: null },
  ]);
  expect(await eve.call.message.quotes({ messageIds })).toEqual([]);
});

test('[A4] marked unread from a message on, counts begin there again; never forward, never before one joined', async () => {
  await using world = await openWorld();
  const [ann, bob, eve] = await Promise.all(['Ann', 'Bob', 'Eve'].map((name) => world.person(name)));
  if (!ann || !bob || !eve) throw new Error('nobody');
  const conversationId = await world.group(ann, bob);
  const sent = [];
  for (let n = 0; n < 4; n++) sent.push(await world.send(ann, conversationId));
  const [first, second] = sent;
  const last = sent.at(-1);
  if (!first || !second || !last) throw new Error('nothing sent');
  const unread = async () => (await bob.call.conversation.list())[0]?.unread;
  const mark = (seq: number) => bob.call.conversation.markUnread({ conversationId, seq });
  await bob.call.conversation.markRead({ conversationId, seq: last.seq });
  expect(await unread()).toBe(0);
  expect(await mark(second.seq)).toEqual({ conversationId, readSeq: second.seq - 1 });
  expect(await unread()).toBe(3);
  expect(await mark(last.seq)).toMatchObject({ readSeq: second.seq - 1 });
  await mark(0);
  expect(await unread()).toBe(4);
  expect(await reasonOf(eve.call.conversation.markUnread({ conversationId, seq: 1 }))).toBe('NOT_A_MEMBER');
});

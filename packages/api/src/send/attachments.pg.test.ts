import { randomUUID } from 'node:crypto';
import { sendInput } from '@nova/contract';
import { doomLooseFiles, findFile, listDoomedFiles, purgeDeleted, readLog } from '@nova/db';
import { describe, expect, test } from 'vitest';
import { blocked, pausingNode } from '../rehearsal/interleaving.ts';
import { logOf } from '../rehearsal/log-of.ts';
import { uploaded } from '../rehearsal/uploaded.ts';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';

function send(
  by: Person,
  conversationId: string,
  more: { attachmentIds?: string[]; body?: string; clientId?: string },
) {
  return by.call.message.send({ conversationId, clientId: randomUUID(), body: '', ...more });
}

async function fileRows(world: World): Promise<number> {
  const [row] = await world.db.query<{ count: number }>`select count(*) from files`;
  return row?.count ?? 0;
}

describe('files of a message', () => {
  test('[F1][L2] are told by the event, the log and the page alike, in their order, and lie in rows of their own', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const conversationId = await world.group(ann, bob);
    const files = [await uploaded(world, ann, 'b.txt'), await uploaded(world, ann, 'a "quoted".txt')];
    const { seq } = await send(ann, conversationId, { attachmentIds: files.map(({ id }) => id) });
    await world.send(ann, conversationId, 'without');
    const page = await bob.call.message.list({ conversationId });
    expect(page.messages.map(({ attachments }) => attachments)).toEqual([files, undefined]);
    const log = await logOf(world, conversationId);
    expect(log.find((event) => event.seq === seq)).toMatchObject({
      type: 'message.created',
      body: '',
      attachments: files,
    });
    // What was published is what is read back, byte for byte.
    const published = world.commits.flatMap(({ entries }) => entries).filter((entry) => entry.seq === seq);
    const read = await readLog(world.db.query, { conversationId, afterSeq: seq - 1 }, 1);
    expect(published).toEqual(read);
    const [row] = await world.db.query<{ text: string }>`
      select string_agg(e::text, ' ') as text from events e where conversation_id = ${conversationId}`;
    expect(row?.text).not.toContain('quoted');
    expect((await bob.call.conversation.list())[0]?.lastMessage).toMatchObject({ preview: 'without' });
  });

  test('[F1] only own, uploaded ones that are in no message: anything else is FILE_NOT_FOUND and takes no seq', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const conversationId = await world.group(ann, bob);
    const [mine, sent, bobs] = [await uploaded(world, ann), await uploaded(world, ann), await uploaded(world, bob)];
    const first = await send(ann, conversationId, { attachmentIds: [sent.id] });
    for (const ids of [[bobs.id], [randomUUID()], [sent.id], [mine.id, bobs.id]])
      expect(await reasonOf(send(ann, conversationId, { attachmentIds: ids }))).toBe('FILE_NOT_FOUND');
    // The one that came with somebody else's is still there to be sent.
    const next = await send(ann, conversationId, { attachmentIds: [mine.id] });
    expect(next.seq).toBe(first.seq + 1);
    expect(await reasonOf(send(bob, conversationId, { attachmentIds: [mine.id] }))).toBe('FILE_NOT_FOUND');
  });

  test('[F1] sent in two messages at once, in one batch or in two conversations, a file is in one of them', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const [here, there] = [await world.group(ann), await world.group(ann)];
    const other = ann.on(world.openNode());
    for (const rooms of [
      [here, here],
      [here, there],
    ]) {
      const { id } = await uploaded(world, ann);
      const sends = rooms.map((room, n) => reasonOf(send(n ? other : ann, room, { attachmentIds: [id] })));
      expect((await Promise.all(sends)).toSorted()).toEqual(['FILE_NOT_FOUND', null]);
    }
  });

  test('[W6][F1] the same send again is the same message; with other files its id is refused', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const [one, two] = [await uploaded(world, ann), await uploaded(world, ann)];
    const clientId = randomUUID();
    const first = await send(ann, conversationId, { clientId, attachmentIds: [one.id, two.id] });
    const again = (ids?: string[]) =>
      send(ann, conversationId, { clientId, body: ids ? '' : 'x', ...(ids ? { attachmentIds: ids } : {}) });
    expect(await again([one.id, two.id])).toEqual({ ...first, duplicate: true });
    for (const ids of [[two.id, one.id], [one.id], undefined])
      expect(await reasonOf(again(ids))).toBe('CLIENT_ID_REUSED');
    await ann.call.message.delete({ messageId: first.messageId });
    expect(await again([one.id, two.id])).toEqual({ ...first, duplicate: true });
  });

  test('[F4] are read by members of this moment, and by nobody once the message is deleted [X1]', async () => {
    await using world = await openWorld();
    const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
    const conversationId = await world.group(ann, bob);
    const { id } = await uploaded(world, ann, 'the-secret-name.txt');
    const readers = async (): Promise<boolean[]> =>
      Promise.all([ann, bob, eve].map(async ({ userId }) => (await findFile(world.db.query, id, userId)) !== null));
    expect(await readers()).toEqual([true, false, false]);
    const { messageId } = await send(ann, conversationId, { attachmentIds: [id], body: 'x' });
    expect(await readers()).toEqual([true, true, false]);
    await ann.call.conversation.removeMember({ conversationId, userId: bob.userId });
    expect(await readers()).toEqual([true, false, false]);
    await ann.call.conversation.addMembers({ conversationId, userIds: [bob.userId] });
    await world.send(bob, conversationId, 'an answer');
    const told = async (): Promise<string> =>
      JSON.stringify([
        await bob.call.message.list({ conversationId }),
        await logOf(world, conversationId),
        await bob.call.conversation.list(),
        await bob.call.message.quotes({ messageIds: [messageId] }),
        await bob.call.message.search({ has: ['file'] }),
      ]);
    expect(await told()).toContain('the-secret-name');
    await ann.call.message.delete({ messageId });
    expect(await readers()).toEqual([false, false, false]);
    expect(await told()).not.toContain('the-secret-name');
  });

  test('[S1] has:file finds what has files, also without a word', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    await world.send(ann, conversationId, 'no file here');
    const silent = await send(ann, conversationId, { attachmentIds: [(await uploaded(world, ann)).id] });
    const spoken = await send(ann, conversationId, {
      attachmentIds: [(await uploaded(world, ann)).id],
      body: 'minutes',
    });
    const found = async (text: string): Promise<string[]> =>
      (await ann.call.message.search({ text, sort: 'time' })).hits.map(({ messageId }) => messageId);
    expect(await found('has:file')).toEqual([spoken.messageId, silent.messageId]);
    expect(await found('has:file minutes')).toEqual([spoken.messageId]);
    expect(await found('has:file here')).toEqual([]);
  });

  test('[F5][X2] go with the purge of their message, and after a day when they were never sent', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const [sent, kept, loose] = [
      await uploaded(world, ann, 'secret'),
      await uploaded(world, ann),
      await uploaded(world, ann),
    ];
    const { messageId } = await send(ann, conversationId, { attachmentIds: [sent.id] });
    await send(ann, conversationId, { attachmentIds: [kept.id] });
    await ann.call.message.delete({ messageId });
    const doomed = async (): Promise<string[]> => (await listDoomedFiles(world.db.query, 10)).map(({ id }) => id);
    const day = 24 * 3_600_000;
    await purgeDeleted(world.db.query, { retentionMs: day, now: new Date(), limit: 10 });
    expect(await doomed()).toEqual([]);
    await purgeDeleted(world.db.query, { retentionMs: 0, now: new Date(Date.now() + 1_000), limit: 10 });
    expect(await doomed()).toEqual([sent.id]);
    const [row] = await world.db.query<{ name: string }>`select name from files where id = ${sent.id}`;
    expect(row?.name).toBe('');
    const loosened = (ms: number): Promise<number> =>
      doomLooseFiles(world.db.query, { keptMs: day, now: new Date(Date.now() + ms), limit: 10 });
    expect([await loosened(day - 60_000), await loosened(day + 60_000)]).toEqual([0, 1]);
    expect((await doomed()).toSorted()).toEqual([sent.id, loose.id].toSorted());
    expect(await reasonOf(send(ann, conversationId, { attachmentIds: [loose.id] }))).toBe('FILE_NOT_FOUND');
    expect(await fileRows(world)).toBe(3);
  });

  test('[F5] with no retention their names go in the transaction that deletes', async () => {
    await using world = await openWorld({ settings: { retentionMs: 0 } });
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const { id } = await uploaded(world, ann, 'secret');
    const { messageId } = await send(ann, conversationId, { attachmentIds: [id] });
    await ann.call.message.delete({ messageId });
    expect(await world.db.query`select name, doomed_at is not null as doomed from files`).toEqual([
      { name: '', doomed: true },
    ]);
  });

  test('[F5] the sweep leaves alone what is being sent at this very moment', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const { id } = await uploaded(world, ann);
    const pausing = pausingNode(world, 'before-commit');
    const sending = send(ann.on(pausing.node), conversationId, { attachmentIds: [id] });
    await pausing.gate.arrived();
    const late = new Date(Date.now() + 2 * 24 * 3_600_000);
    expect(await doomLooseFiles(world.db.query, { keptMs: 0, now: late, limit: 10 })).toBe(0);
    pausing.gate.open();
    await sending;
    expect(await doomLooseFiles(world.db.query, { keptMs: 0, now: late, limit: 10 })).toBe(0);
    expect((await ann.call.message.list({ conversationId })).messages[0]?.attachments).toHaveLength(1);
  });

  test('[W4][F1] a member who is removed while they send attaches nothing', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const conversationId = await world.group(ann, bob);
    const { id } = await uploaded(world, bob);
    const pausing = pausingNode(world, 'before-commit');
    const removing = ann.on(pausing.node).call.conversation.removeMember({ conversationId, userId: bob.userId });
    await pausing.gate.arrived();
    const node = world.openNode();
    const sending = reasonOf(send(bob.on(node), conversationId, { attachmentIds: [id] }));
    await blocked(world, node);
    pausing.gate.open();
    await removing;
    expect(await sending).toBe('NOT_A_MEMBER');
    expect(await world.db.query`select id from files where message_id is not null`).toEqual([]);
  });
});

test('[A3] a message has words or files, at most ten, none twice', () => {
  const isFine = (more: object): boolean =>
    sendInput.safeParse({ conversationId: randomUUID(), clientId: randomUUID(), body: ' ', ...more }).success;
  const id = randomUUID();
  const many = Array.from({ length: 11 }, () => randomUUID());
  expect([{}, { attachmentIds: [] }, { attachmentIds: many }, { attachmentIds: [id, id] }].map(isFine)).toEqual(
    Array.from({ length: 4 }, () => false),
  );
  expect([{ attachmentIds: many.slice(1) }, { body: 'x' }].map(isFine)).toEqual([true, true]);
});

test('[F1] what was uploaded is told to its uploader alone', async () => {
  await using world = await openWorld();
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const { id } = await uploaded(world, ann);
  const ask = (by: Person): Promise<string[]> => by.call.file.uploaded({ fileIds: [id, randomUUID()] });
  expect([await ask(ann), await ask(bob)]).toEqual([[id], []]);
});

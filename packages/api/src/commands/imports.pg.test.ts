import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, reasonOf } from '../rehearsal/world.ts';

describe('imports', () => {
  test('[M1] run again they change nothing: the same channel, the same authors, no message twice', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const { imports } = ann.call;
    const opened = await Promise.all(
      Array.from({ length: 5 }, () => imports.openChannel({ source: 'irc:ubuntu:2004', title: '#ubuntu 2004' })),
    );
    expect(opened.filter(({ changed }) => changed)).toHaveLength(1);
    expect(new Set(opened.map(({ conversationId }) => conversationId)).size).toBe(1);
    const conversationId = opened[0]?.conversationId ?? '';
    const authors = await imports.authors({ source: 'irc:ubuntu', names: ['bob', 'Bob', 'Zoë', 'bob', '^_^'] });
    expect(Object.keys(authors).toSorted()).toEqual(['Bob', 'Zoë', '^_^', 'bob']);
    expect(new Set(Object.values(authors)).size).toBe(4);
    expect(await imports.authors({ source: 'irc:ubuntu', names: ['Zoë', 'bob'] })).toEqual({
      Zoë: authors['Zoë'],
      bob: authors['bob'],
    });
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const messages = ids.map((id, n) => ({
      id,
      senderId: authors[n % 2 ? 'bob' : 'Zoë'] ?? '',
      body: `line ${n}`,
      sentAt: `2004-07-0${n + 1}T10:00:00Z`,
      replyToId: n === 0 ? null : (ids[n - 1] ?? null),
    }));
    expect(await imports.messages({ conversationId, messages: messages.slice(0, 2) })).toEqual({
      inserted: 2,
      duplicates: 0,
      lastSeq: 4,
    });
    expect(await imports.messages({ conversationId, messages })).toEqual({ inserted: 1, duplicates: 2, lastSeq: 5 });
    expect(await imports.messages({ conversationId, messages })).toEqual({ inserted: 0, duplicates: 3, lastSeq: 5 });
    const page = await ann.call.message.list({ conversationId });
    expect(page.messages.map(({ id, sentAt, replyToId, senderId }) => ({ id, sentAt, replyToId, senderId }))).toEqual(
      messages.map(({ id, sentAt, replyToId, senderId }) => ({
        id,
        sentAt: sentAt.replace('Z', '.000Z'),
        replyToId,
        senderId,
      })),
    );
    expect((await logOf(world, conversationId)).at(-1)).toMatchObject({
      actorId: ann.userId,
      senderId: authors['Zoë'],
      seq: 5,
    });
  });

  test('[T4] replies in threads: below a root of the same channel or batch, in the timeline when also sent; nobody follows', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const { imports } = ann.call;
    const { conversationId } = await imports.openChannel({ source: 'slack:x', title: 'X' });
    const { ghost = '' } = await imports.authors({ source: 'slack:x', names: ['ghost'] });
    const message = (more: object = {}) => ({
      id: randomUUID(),
      senderId: ghost,
      body: 'x',
      sentAt: '2004-07-01T10:00:00Z',
      ...more,
    });
    const put = (...messages: ReturnType<typeof message>[]) => imports.messages({ conversationId, messages });
    const root = message();
    const reply = message({ threadRootId: root.id, sentAt: '2004-07-02T10:00:00Z' });
    const shown = message({ threadRootId: root.id, alsoSent: true });
    expect(await put(root, reply)).toMatchObject({ inserted: 2 });
    expect(await put(root, reply, shown)).toMatchObject({ inserted: 1, duplicates: 2 });
    expect(await reasonOf(put(message({ threadRootId: reply.id })))).toBe('INVALID_INPUT');
    const both = message({ threadRootId: shown.id });
    expect(await reasonOf(put(both))).toBe('INVALID_INPUT');
    expect(await reasonOf(put(message({ threadRootId: randomUUID() })))).toBe('MESSAGE_NOT_FOUND');
    expect(await reasonOf(put(message({ alsoSent: true })))).toBe('INVALID_INPUT');
    const page = await ann.call.message.list({ conversationId });
    expect(page.messages).toMatchObject([
      { id: root.id, thread: { replies: 2, userIds: [ghost] } },
      { id: shown.id, threadRootId: root.id, alsoSent: true },
    ]);
    expect((await ann.call.thread.get({ rootId: root.id })).messages.map(({ id }) => id)).toEqual([reply.id, shown.id]);
    expect(await world.db.query`select 1 from thread_places`).toEqual([]);
  });

  test('[M1] all or nothing: unknown authors, people who can speak for themselves, replies to elsewhere, ids of elsewhere', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const { imports } = ann.call;
    const [here, there] = [
      await imports.openChannel({ source: 'a', title: 'A' }),
      await imports.openChannel({ source: 'b', title: 'B' }),
    ];
    const { ghost = '' } = await imports.authors({ source: 'a', names: ['ghost'] });
    const message = (more: object) => ({
      id: randomUUID(),
      senderId: ghost,
      body: 'x',
      sentAt: '2004-07-01T10:00:00Z',
      ...more,
    });
    const elsewhere = message({});
    await imports.messages({ conversationId: there.conversationId, messages: [elsewhere] });
    const put = (more: object) =>
      reasonOf(imports.messages({ conversationId: here.conversationId, messages: [message({}), message(more)] }));
    expect(await put({ senderId: randomUUID() })).toBe('USER_NOT_FOUND');
    expect(await put({ senderId: ann.userId })).toBe('USER_NOT_FOUND');
    expect(await put({ replyToId: elsewhere.id })).toBe('MESSAGE_NOT_FOUND');
    expect(await put({ id: elsewhere.id })).toBe('CLIENT_ID_REUSED');
    expect(await put({ sentAt: '0000-07-01T10:00:00Z' })).toBe('INVALID_INPUT');
    const group = await world.group(ann);
    expect(await reasonOf(imports.messages({ conversationId: group, messages: [message({})] }))).toBe('FORBIDDEN');
    expect((await logOf(world, here.conversationId)).map(({ type }) => type)).toEqual([
      'conversation.updated',
      'member.added',
    ]);
  });
});

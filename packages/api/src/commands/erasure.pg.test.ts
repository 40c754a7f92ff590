import { purgeDeleted } from '@nova/db';
import { describe, expect, test } from 'vitest';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';

const secret = 'the-secret-word';

async function secretMessage(world: World, by: Person, conversationId: string): Promise<string> {
  const { messageId } = await world.send(by, conversationId, `${secret} one`);
  await by.call.message.edit({ messageId, expectedVersion: 1, body: `${secret} two` });
  await by.call.message.edit({ messageId, expectedVersion: 2, body: `${secret} three` });
  return messageId;
}

/** Every table that has the word somewhere. */
async function tablesWith(world: World, word: string): Promise<string[]> {
  const names = await world.db.query<{
    name: string;
  }>`select tablename as name from pg_tables where schemaname = 'public' order by 1`;
  const found: string[] = [];
  for (const { name } of names) {
    const rows = await world.db
      .sql`select 1 from ${world.db.sql(name)} as row where row::text like ${`%${word}%`} limit 1`;
    if (rows.length > 0) found.push(name);
  }
  return found;
}

describe('[X1] deleted text is handed out by nobody', () => {
  test('not by a page, the log, a summary, the revisions, an edit conflict or a repeated send', async () => {
    await using world = await openWorld();
    const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
    const conversationId = await world.group(ann, bob);
    const messageId = await secretMessage(world, ann, conversationId);
    await bob.call.message.react({ messageId, emoji: '👍', on: true });
    await bob.call.message.pin({ messageId, on: true });
    const everything = async (): Promise<string> =>
      JSON.stringify([
        await bob.call.message.list({ conversationId }),
        await logOf(world, conversationId),
        await bob.call.conversation.list(),
        await bob.call.conversation.get({ conversationId }),
        await bob.call.message.revisions({ messageId }).catch((error: unknown) => error),
        await ann.call.message.edit({ messageId, expectedVersion: 1, body: 'x' }).catch((error: unknown) => error),
      ]);
    expect(await everything()).toContain(secret);
    await ann.call.message.delete({ messageId });
    expect(await everything()).not.toContain(secret);
    expect(await reasonOf(bob.call.message.revisions({ messageId }))).toBe('MESSAGE_DELETED');
    const [message] = (await bob.call.message.list({ conversationId })).messages;
    expect(message).toMatchObject({ body: null, deletedById: ann.userId, reactions: [], pinned: false, version: 3 });
    expect((await logOf(world, conversationId)).map((event) => ('body' in event ? event.body : 'none'))).toEqual(
      expect.arrayContaining([null]),
    );
  });

  test('its positions are told before the commit, and again with the event that deletes it', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const messageId = await secretMessage(world, ann, conversationId);
    const seenByOthers: Promise<readonly unknown[]>[] = [];
    const node = world.openNode({
      parts: {
        beforeErase: (id, seqs) => {
          world.erased.push({ conversationId: id, seqs });
          seenByOthers.push(
            world.db.query`select 1 as found from messages where id = ${messageId} and deleted_at is null`,
          );
        },
      },
      failpoint: async (at) => {
        if (at === 'before-commit') await Promise.all(seenByOthers);
      },
    });
    await ann.on(node).call.message.delete({ messageId });
    expect(world.erased).toEqual([{ conversationId, seqs: [3, 4, 5] }]);
    expect(await Promise.all(seenByOthers)).toEqual([[{ found: 1 }]]);
    expect(world.commits.at(-1)?.entries).toEqual([expect.objectContaining({ seq: 6, erases: [3, 4, 5] })]);
  });
});

test('[L2] no event, outbox or audit row ever has a body', async () => {
  await using world = await openWorld();
  const [ann, eve] = await Promise.all([world.person('Ann'), world.person('Eve')]);
  const conversationId = await world.group(ann);
  const messageId = await secretMessage(world, ann, conversationId);
  await reasonOf(ann.call.message.edit({ messageId, expectedVersion: 1, body: `${secret} four` }));
  await reasonOf(eve.call.message.send({ conversationId, clientId: eve.userId, body: secret }));
  expect(await tablesWith(world, secret)).toEqual(['messages', 'revisions']);
  await ann.call.message.delete({ messageId });
  expect(await tablesWith(world, secret)).toEqual(['messages', 'revisions']);
});

describe('[X2] deleted text is purged', () => {
  test('after the retention period, with its revisions; nothing else is', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const [old, kept] = [
      await secretMessage(world, ann, conversationId),
      await secretMessage(world, ann, conversationId),
    ];
    await ann.call.message.delete({ messageId: old });
    const dayMs = 86_400_000;
    const purge = (afterMs: number) =>
      purgeDeleted(world.db.query, { retentionMs: 30 * dayMs, now: new Date(Date.now() + afterMs), limit: 100 });
    expect(await purge(29 * dayMs)).toBe(0);
    expect(await tablesWith(world, secret)).toEqual(['messages', 'revisions']);
    expect(await purge(31 * dayMs)).toBe(1);
    expect(await purge(31 * dayMs)).toBe(0);
    const texts = await world.db.query<{ id: string; body: string | null }>`
      select message_id as id, body from revisions union all select id, body from messages`;
    expect(texts.filter(({ id }) => id === old).every(({ body }) => body === null)).toBe(true);
    expect(texts.filter(({ id }) => id === kept).every(({ body }) => body?.includes(secret))).toBe(true);
    expect((await logOf(world, conversationId)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('with the delete itself where nothing is retained', async () => {
    await using world = await openWorld({ settings: { retentionMs: 0 } });
    const ann = await world.person('Ann');
    const conversationId = await world.group(ann);
    const messageId = await secretMessage(world, ann, conversationId);
    await ann.call.message.delete({ messageId });
    expect(await tablesWith(world, secret)).toEqual([]);
    expect(await ann.call.message.delete({ messageId })).toMatchObject({ seq: 6 });
  });
});

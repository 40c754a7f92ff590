import { randomUUID } from 'node:crypto';
import { type ExportedMessage, limits } from '@nova/contract';
import { newId } from '@nova/db';
import { expect, test } from 'vitest';
import { openWorld, type Person, type World } from '../rehearsal/world.ts';

type Page = Awaited<ReturnType<Person['call']['conversation']['exportPage']>>;

/** All pages, as who exports reads them. */
async function pagesOf(who: Person, conversationId: string, only: 'everything' | 'own'): Promise<Page[]> {
  const pages: Page[] = [];
  for (let after: number | null = 0; after !== null; after = pages.at(-1)?.next ?? null)
    pages.push(await who.call.conversation.exportPage({ conversationId, only, after }));
  return pages;
}

const seqsOf = (pages: readonly Page[]): number[] => pages.flatMap(({ messages }) => messages.map(({ seq }) => seq));

/** Writes many messages at once, by two people in turn. */
async function written(world: World, conversationId: string, by: readonly Person[], count: number): Promise<void> {
  const from = await lastSeq(world, conversationId);
  await world.db.query`
    insert into messages (id, conversation_id, sender_id, client_id, body, seq, version_seq, sent_at)
    select gen_random_uuid(), ${conversationId}, (${by.map(({ userId }) => userId)}::uuid[])[1 + n % ${by.length}::int],
      gen_random_uuid(), 'message ' || n, ${from} + n, ${from} + n, now()
    from generate_series(1, ${count}) as n`;
  await world.db.query`update conversations set last_seq = ${from} + ${count}::int where id = ${conversationId}`;
}

async function lastSeq(world: World, conversationId: string): Promise<number> {
  const [row] = await world.db.query<{ seq: number }>`
    select last_seq::int as seq from conversations where id = ${conversationId}`;
  return row?.seq ?? 0;
}

test('[M8] an export comes in pages that hold every message once, in order, also one’s own among those of others', async () => {
  await using world = await openWorld();
  const [ann, bob] = [await world.person('Ann'), await world.person('Bob')];
  const conversationId = await world.group(ann, bob);
  const first = (await lastSeq(world, conversationId)) + 1;
  const count = limits.exportScanMax + 2 * limits.exportPageMax + 1;
  await written(world, conversationId, [ann, bob], count);
  const all = await pagesOf(ann, conversationId, 'everything');
  expect(seqsOf(all)).toEqual(Array.from({ length: count }, (_, n) => first + n));
  expect(all.every(({ messages }) => messages.length <= limits.exportPageMax)).toBe(true);
  const own = await pagesOf(bob, conversationId, 'own');
  expect(own).toHaveLength(2);
  expect(new Set(own.flatMap(({ messages }) => messages.map(({ senderId }) => senderId)))).toEqual(
    new Set([bob.userId]),
  );
  expect(seqsOf(own)).toEqual(seqsOf(all).filter((seq) => (seq - first + 1) % 2 === 1));
});

test('[M8] an export tells reactions in the order in which they were made, and names everybody in it', async () => {
  await using world = await openWorld();
  const [ann, bob, cat, dan] = await Promise.all(['Ann', 'Bob', 'Cat', 'Dan'].map((name) => world.person(name)));
  if (!ann || !bob || !cat || !dan) throw new Error('nobody there');
  const conversationId = await world.group(ann, bob, cat, dan);
  const { messageId } = await world.send(ann, conversationId, 'the plan');
  const react = (who: Person, emoji: string) => who.call.message.react({ messageId, emoji, on: true });
  for (const who of [cat, bob]) await react(who, '🦊');
  for (const who of [bob, cat]) await react(who, '👍');
  await dan.call.message.pin({ messageId, on: true });
  const gone = await world.send(bob, conversationId, 'a slip');
  await bob.call.message.delete({ messageId: gone.messageId });
  const [page] = await pagesOf(ann, conversationId, 'everything');
  const [told, deleted] = page?.messages ?? [];
  expect(told?.reactions).toEqual([
    { emoji: '🦊', userIds: [cat.userId, bob.userId] },
    { emoji: '👍', userIds: [bob.userId, cat.userId] },
  ]);
  expect(told?.pinned).toMatchObject({ byId: dan.userId });
  expect(deleted).toMatchObject({ texts: [], reactions: [], pinned: null, files: [], deleted: { byId: bob.userId } });
  expect(new Set(page?.people.map(({ name }) => name))).toEqual(new Set(['Ann', 'Bob', 'Cat', 'Dan']));
});

test('[M8][X1] of a deleted message an export tells nothing that it forwarded', async () => {
  await using world = await openWorld();
  const [ann, bob] = [await world.person('Ann'), await world.person('Bob')];
  const [here, there] = [await world.group(ann, bob), await world.group(ann, bob)];
  const said = await world.send(ann, here, 'the plan');
  const clientId = randomUUID();
  const { messageId } = await bob.call.message.send({
    conversationId: there,
    clientId,
    body: 'see',
    forwardOfId: said.messageId,
  });
  const told = async (): Promise<readonly ExportedMessage[]> =>
    (await bob.call.conversation.exportPage({ conversationId: there })).messages;
  expect(await told()).toMatchObject([{ forwarded: { body: 'the plan' } }]);
  await bob.call.message.delete({ messageId });
  expect(JSON.stringify(await told())).not.toContain('the plan');
});

test('[M8] the members of a large channel come in pages, each once', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const conversationId = await world.channel(ann);
  const ids = Array.from({ length: limits.groupMembersMax + 5 }, () => newId());
  await world.db.query`
    insert into users (id, name, email, handle)
    select id, 'P', id || '@nova.test', 'p' || replace(id::text, '-', '') from unnest(${ids}::uuid[]) as id`;
  await world.db.query`
    insert into members (conversation_id, user_id, role, joined_seq)
    select ${conversationId}::uuid, id, 'member', 1 from unnest(${ids}::uuid[]) as id`;
  const found: string[] = [];
  let pages = 0;
  for (let after: string | null = null, isMore = true; isMore; pages++) {
    const { members, next } = await ann.call.conversation.exportMembers({ conversationId, after });
    found.push(...members.map(({ user }) => user.id));
    [after, isMore] = [next, next !== null];
  }
  expect(pages).toBe(2);
  expect(found).toEqual([ann.userId, ...ids].toSorted());
});

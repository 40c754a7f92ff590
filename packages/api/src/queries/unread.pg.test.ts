import { randomUUID } from 'node:crypto';
import { type EventOf, limits, mentionedHandles, type NovaEvent } from '@nova/contract';
import { seededRandom } from '@nova/testkit';
import { expect, test } from 'vitest';
import { logOf } from '../rehearsal/log-of.ts';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';

type Said = Pick<EventOf<'message.created'>, 'seq' | 'senderId' | 'body' | 'threadRootId' | 'alsoSent'>;

/** Unread and mentions counted from scratch: who wrote what after the read position, as it stands now. */
async function recount(
  world: World,
  me: Person,
  handle: string,
  conversationId: string,
): Promise<{ unread: number; mentions: number }> {
  const log = await logOf(world, conversationId);
  const joined = log.findLast(
    (event): event is Extract<NovaEvent, { type: 'member.added' }> =>
      event.type === 'member.added' && event.userId === me.userId,
  );
  const [position] = await world.db.query<{ seq: number }>`
    select read_seq as seq from read_positions where user_id = ${me.userId} and conversation_id = ${conversationId}`;
  const readSeq = Math.max(position?.seq ?? 0, joined?.seq ?? 0);
  const places = await world.db.query<{ rootId: string; readSeq: number }>`
    select root_id as "rootId", read_seq as "readSeq" from thread_places where user_id = ${me.userId}`;
  const readInThread = new Map(places.map((place) => [place.rootId, place.readSeq]));
  const bodies = new Map<string, Said>();
  for (const event of log) {
    if (event.type === 'message.created') bodies.set(event.messageId, event);
    const message = 'messageId' in event ? bodies.get(event.messageId) : undefined;
    if (message && event.type === 'message.edited') bodies.set(event.messageId, { ...message, body: event.body });
    if (event.type === 'message.deleted') bodies.delete(event.messageId);
  }
  const mentionsMe = ({ body }: Said): boolean => mentionedHandles(body ?? '').includes(handle);
  const unread = [...bodies.values()].filter((said) => {
    if (said.seq <= readSeq || said.senderId === me.userId) return false;
    if (said.threadRootId === null || said.alsoSent) return true;
    return mentionsMe(said) && said.seq > (readInThread.get(said.threadRootId) ?? 0);
  });
  return { unread: unread.length, mentions: unread.filter(mentionsMe).length };
}

test.each([1, 2, 3])('[A4][T2] unread and mention counts equal a recount after any history (seed %i)', async (seed) => {
  await using world = await openWorld();
  const random = seededRandom(seed);
  const people = await Promise.all(['Ann', 'Bob', 'Cleo'].map((name) => world.person(name)));
  for (const person of people) await person.call.user.updateProfile({ handle: person.name.toLowerCase() });
  const [ann, bob, cleo] = people;
  if (!ann || !bob || !cleo) throw new Error('nobody');
  const rooms = [await world.group(ann, bob, cleo), await world.channel(ann)];
  const sent: { messageId: string; by: Person }[] = [];
  const handles = ['@ann', '@bob', '@cleo', '@nobody', 'a@bob.c'];
  const words = (): string =>
    Array.from({ length: 1 + random.int(3) }, () => (random.chance(0.5) ? random.pick(handles) : 'word')).join(' ');
  for (let step = 0; step < 120; step++) {
    const by = random.pick(people);
    const conversationId = random.pick(rooms);
    switch (random.int(8)) {
      case 0:
        await reasonOf(by.call.conversation.markRead({ conversationId, seq: random.int(150) }));
        break;
      case 1:
        await reasonOf(by.call.conversation.join({ conversationId }));
        break;
      case 2:
        if (random.chance(0.3)) await reasonOf(by.call.conversation.leave({ conversationId }));
        break;
      case 3:
        if (sent.length > 0) {
          const { messageId, by: author } = random.pick(sent);
          await reasonOf(author.call.message.delete({ messageId }));
        }
        break;
      case 4:
        if (sent.length > 0) {
          const { messageId, by: author } = random.pick(sent);
          await reasonOf(author.call.message.edit({ messageId, expectedVersion: 1, body: words() }));
        }
        break;
      default: {
        const root = random.chance(0.4) && sent.length > 0 ? random.pick(sent) : null;
        const input = { conversationId, clientId: randomUUID(), body: words() };
        const inThread = root && { threadRootId: root.messageId, alsoSend: random.chance(0.3) };
        const made = await by.call.message.send({ ...input, ...inThread }).catch(() => null);
        if (made) sent.push({ messageId: made.messageId, by });
        if (root && random.chance(0.3)) {
          const place = { rootId: root.messageId, seq: random.int(150) };
          await reasonOf(random.pick(people).call.thread.markRead(place));
        }
      }
    }
  }
  for (const person of people) {
    const summaries = await person.call.conversation.list();
    for (const { id, unread, mentions } of summaries) {
      expect({ who: person.name, unread, mentions }).toEqual({
        who: person.name,
        ...(await recount(world, person, person.name.toLowerCase(), id)),
      });
    }
  }
});

test('[A4] a read position never goes back, nor past the end; strangers have none', async () => {
  await using world = await openWorld();
  const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
  const conversationId = await world.group(ann, bob);
  for (let n = 0; n < 5; n++) await world.send(ann, conversationId);
  const read = (seq: number) => bob.call.conversation.markRead({ conversationId, seq });
  expect(await read(5)).toEqual({ conversationId, readSeq: 5 });
  expect(await read(4)).toEqual({ conversationId, readSeq: 5 });
  expect(await read(Number.MAX_SAFE_INTEGER)).toEqual({ conversationId, readSeq: 8 });
  expect(await reasonOf(eve.call.conversation.markRead({ conversationId, seq: 1 }))).toBe('NOT_A_MEMBER');
});

test('[A4] counts stop at the cap, and 300 conversations are one query', async () => {
  await using world = await openWorld();
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const conversationId = await world.group(ann, bob);
  await world.db.query`
    insert into messages (id, conversation_id, seq, sender_id, client_id, body, version_seq, sent_at, mention_ids)
    select gen_random_uuid(), ${conversationId}::uuid, n, ${ann.userId}::uuid, gen_random_uuid(), 'hi', n, now(), array[${bob.userId}::uuid]
    from generate_series(4, 1503) as n`;
  await world.db.query`
    with made as (
      insert into conversations (id, kind, title, created_by)
      select gen_random_uuid(), 'group', 'G', ${ann.userId} from generate_series(1, 299) returning id
    ) insert into members (conversation_id, user_id, role, joined_seq) select id, ${bob.userId}::uuid, 'member', 0 from made`;
  const startedMs = performance.now();
  const summaries = await bob.call.conversation.list();
  expect(performance.now() - startedMs).toBeLessThan(1_000);
  expect(summaries).toHaveLength(300);
  expect(summaries.find(({ id }) => id === conversationId)).toMatchObject({
    unread: limits.unreadCap,
    mentions: limits.unreadCap,
  });
});

import { parseSearch } from '@nova/contract';
import { collectSearchWords, enterOlderMessages } from '@nova/db';
import { describe, expect, test } from 'vitest';
import { openWorld, type Person, reasonOf, type World } from '../../rehearsal/world.ts';
import { isOneTypo } from './is-one-typo.ts';
import { firstWanted, relaxed } from './relaxed.ts';
import { typedSearch } from './typed-search.ts';
import { rowsOf } from './wanted.ts';

type SearchInput = Parameters<Person['call']['message']['search']>[0];

/** What a search shows, as plain texts. */
async function texts(person: Person, input: SearchInput): Promise<string[]> {
  const { hits } = await person.call.message.search(input);
  return hits.map(({ snippet }) => snippet.map(({ text }) => text).join(''));
}

async function ids(person: Person, input: SearchInput): Promise<string[]> {
  return (await person.call.message.search(input)).hits.map(({ messageId }) => messageId);
}

async function openRoom(): Promise<{ world: World; ann: Person; ben: Person; room: string } & AsyncDisposable> {
  const world = await openWorld();
  const [ann, ben] = [await world.person('Ann'), await world.person('Ben')];
  const room = await world.group(ann, ben);
  return { world, ann, ben, room, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

describe('a search', () => {
  test('[S3] words, phrases, exclusions, prefixes, accents, parts of names and scripts without spaces', async () => {
    await using at = await openRoom();
    const { world, ann, room } = at;
    const bodies = [
      'mount the disk',
      'the disk will mount itself',
      'run sudo apt-get update in /etc/fstab',
      'Die Straße war Überschwemmt',
      'これは日本語のテストです',
      'สวัสดีชาวโลก',
      'an email to ann@nova.test',
    ];
    for (const body of bodies) await world.send(ann, room, body);
    const expected: [text: string, places: number[]][] = [
      ['mount disk', [1, 0]],
      ['MOUNT', [1, 0]],
      ['"mount the disk"', [0]],
      ['"disk the"', []],
      ['disk -itself', [0]],
      ['disk -"mount the"', [1]],
      ['upd*', [2]],
      ['apt', [2]],
      ['apt-get', [2]],
      ['get-apt', []],
      ['fstab', [2]],
      ['uberschwemmt', [3]],
      ['strasse', [3]],
      ['日本語', [4]],
      ['語', [4]],
      ['本日', []],
      ['ชาวโลก', [5]],
      ['nova.test', [6]],
      ['-disk', [6, 5, 4, 3, 2]],
    ];
    for (const [text, places] of expected) {
      expect(await texts(ann, { text, sort: 'time' }), text).toEqual(places.map((place) => bodies[place]));
    }
  });

  test('[S1] finds what the caller may read now, and nothing else', async () => {
    await using at = await openRoom();
    const { world, ann, ben, room } = at;
    const eve = await world.person('Eve');
    await world.send(ann, room, 'the secret plan');
    expect(await texts(ben, { text: 'secret' })).toEqual(['the secret plan']);
    expect(await texts(eve, { text: 'secret' })).toEqual([]);
    expect(await texts(eve, { text: 'secret', conversationId: room })).toEqual([]);
    expect(await texts(eve, { text: `secret in:${'x'}` })).toEqual([]);
    const first = await ben.call.message.search({ text: 'plan', limit: 1 });
    expect(first.hits).toHaveLength(1);
    await ann.call.conversation.removeMember({ conversationId: room, userId: ben.userId });
    expect(await texts(ben, { text: 'secret' })).toEqual([]);
    await ann.call.conversation.addMembers({ conversationId: room, userIds: [eve.userId] });
    expect(await texts(eve, { text: 'secret' })).toEqual(['the secret plan']);
  });

  test('[S2][X1] an edit or delete shows in the next search', async () => {
    await using at = await openRoom();
    const { world, ann, room } = at;
    const { messageId } = await world.send(ann, room, 'apples and pears');
    await ann.call.message.edit({ messageId, expectedVersion: 1, body: 'plums and pears https://nova.test/' });
    expect(await ids(ann, { text: 'apples' })).toEqual([]);
    expect(await ids(ann, { text: 'plums' })).toEqual([messageId]);
    expect(await ids(ann, { has: ['link'] })).toEqual([messageId]);
    await ann.call.message.delete({ messageId });
    expect(await ids(ann, { text: 'plums' })).toEqual([]);
    expect(await world.db.query`select message_id from search_entries`).toEqual([]);
  });

  test('[S1] filters, typed or given, by person, place, time and what hangs on a message', async () => {
    await using at = await openRoom();
    const { world, ann, ben, room } = at;
    const other = await world.group(ann, ben);
    const plain = await world.send(ann, room, 'fish here');
    const linked = await world.send(ben, room, 'fish at https://nova.test/fish');
    const elsewhere = await world.send(ben, other, 'fish there');
    await ann.call.message.react({ messageId: plain.messageId, emoji: '🐟', on: true });
    await ann.call.message.pin({ messageId: linked.messageId, on: true });
    const me = await ben.call.user.me();
    const all = [elsewhere, linked, plain].map(({ messageId }) => messageId);
    const [there, link, here] = all;
    const expected: [input: SearchInput, found: (string | undefined)[]][] = [
      [{ text: 'fish' }, all],
      [{ text: `fish from:${me.handle}` }, [there, link]],
      [{ text: 'fish from:me' }, [here]],
      [{ text: 'fish', senderId: ben.userId, conversationId: room }, [link]],
      [{ text: 'fish from:me', senderId: ben.userId }, []],
      [{ text: 'fish from:nobody.at.all' }, []],
      [{ text: 'has:link' }, [link]],
      [{ text: 'has:reaction' }, [here]],
      [{ is: ['pinned'] }, [link]],
      [{ text: 'has:everything' }, []],
      [{ text: 'fish before:2001' }, []],
      [{ text: 'fish after:2001-02-03' }, all],
      [{ text: 'fish on:never' }, []],
      [{ text: 'fish', after: new Date(Date.now() + 60_000).toISOString() }, []],
    ];
    for (const [input, found] of expected) {
      expect(await ids(ann, { sort: 'time', ...input }), JSON.stringify(input)).toEqual(found);
    }
    await ann.call.conversation.update({ conversationId: other, title: 'The Aquarium' });
    expect(await ids(ann, { text: 'fish in:"the aquarium"' })).toEqual([there]);
  });

  test('[S1] pages follow one another without a repeat, by time and by relevance, while people write', async () => {
    await using at = await openRoom();
    const { world, ann, room } = at;
    const sent: string[] = [];
    for (let n = 0; n < 25; n++)
      sent.push((await world.send(ann, room, `tea ${'tea '.repeat(n % 5)}number ${n}`)).messageId);
    for (const sort of ['time', 'relevance'] as const) {
      const seen: string[] = [];
      let cursor: string | null | undefined;
      do {
        const page = await ann.call.message.search({ text: 'tea', sort, limit: 4, ...(cursor ? { cursor } : {}) });
        seen.push(...page.hits.map(({ messageId }) => messageId));
        cursor = page.cursor;
        await world.send(ann, room, 'more tea tea tea tea tea tea');
      } while (cursor);
      expect(new Set(seen).size, sort).toBe(seen.length);
      for (const id of sent) expect(seen, sort).toContain(id);
    }
    const best = await texts(ann, { text: 'tea', limit: 1 });
    expect(best[0]).toContain('tea tea tea tea');
  });

  test('[S3] typos of one letter are mended and said; what nothing has in full is found without its most common words', async () => {
    await using at = await openRoom();
    const { world, ann, room } = at;
    await world.send(ann, room, 'please configure the printer');
    await world.send(ann, room, 'please and please again');
    while (await collectSearchWords(world.db.query, 100));
    for (const typed of ['pritner', 'printr', 'prrinter', 'printen']) {
      const { hits, corrected, dropped } = await ann.call.message.search({ text: typed });
      expect(hits, typed).toHaveLength(1);
      expect(corrected, typed).toEqual([{ word: typed, instead: ['printer'] }]);
      expect(dropped, typed).toEqual([]);
    }
    const { hits, dropped } = await ann.call.message.search({ text: 'please printer nonsensical' });
    expect(hits).toHaveLength(1);
    expect(dropped).toEqual(['nonsensical']);
    expect(await texts(ann, { text: 'xxxxx' })).toEqual([]);
  });

  test('[S3] what found too little is followed by other questions, none asked twice', async () => {
    await using at = await openRoom();
    const { db } = at.world;
    for (const [text, rounds] of [
      ['how do i restore grub', 1],
      ['how do i restore the boot menu', 1],
      ['restore grub', 1],
      ['grub', 0],
    ] as const) {
      const typed = await typedSearch({ db }, parseSearch(text).clauses);
      const asked = [JSON.stringify(rowsOf(firstWanted(typed, 'relevance')))];
      for await (const { wanted } of relaxed({ db }, typed, 'relevance')) asked.push(JSON.stringify(rowsOf(wanted)));
      expect([text, asked.length - 1, new Set(asked).size]).toEqual([text, rounds, asked.length]);
    }
  });

  test('[S3] messages older than search are entered behind the scenes, once', async () => {
    await using at = await openRoom();
    const { world, ann, room } = at;
    for (let n = 0; n < 5; n++) await world.send(ann, room, `old tale ${n}`);
    await world.db.query`delete from search_entries`;
    expect(await texts(ann, { text: 'tale' })).toEqual([]);
    let rounds = 0;
    while (await enterOlderMessages(world.db.query, 2)) rounds++;
    expect(rounds).toBe(3);
    expect(await texts(ann, { text: 'tale', sort: 'time' })).toHaveLength(5);
    expect(await enterOlderMessages(world.db.query, 2)).toBe(false);
  });

  test('[A3] forged cursors and empty questions are refused', async () => {
    await using at = await openRoom();
    for (const cursor of ['x', 'e30', Buffer.from('{"clauses":1}').toString('base64url')]) {
      expect(await reasonOf(at.ann.call.message.search({ text: 'x', cursor }))).toBe('BAD_CURSOR');
    }
    await expect(at.ann.call.message.search({})).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await texts(at.ann, { text: '!!! ???' })).toEqual([]);
  });
});

test('[S3] one typo is a letter too many, too few, another, or two swapped', () => {
  for (const near of ['mont', 'moount', 'moant', 'muont', 'ount', 'mounts'])
    expect(isOneTypo('mount', near), near).toBe(true);
  for (const far of ['mount', 'mnt', 'mountss', 'tnuom', 'moat', 'omutn'])
    expect(isOneTypo('mount', far), far).toBe(false);
});

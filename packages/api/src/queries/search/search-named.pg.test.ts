import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { uploaded } from '../../rehearsal/uploaded.ts';
import { overtaken } from '../../rehearsal/interleaving.ts';
import { openWorld, type Person, type World } from '../../rehearsal/world.ts';

type SearchInput = Parameters<Person['call']['message']['search']>[0];

async function bodies(person: Person, input: SearchInput): Promise<string[]> {
  const { hits } = await person.call.message.search({ sort: 'time', ...input });
  return hits.map(({ snippet }) => snippet.map(({ text }) => text).join(''));
}

/** What an import brought: Harry, of whom a source knew two names, and Hermione, in a channel and a direct conversation. */
async function imported(ann: Person) {
  const { imports } = ann.call;
  const { conversationId } = await imports.openConversation({ source: 'slack:t:g', kind: 'channel', title: 'Plans' });
  const people = await imports.people({
    source: 'slack:t',
    people: [
      { key: 'U1', name: 'Harry', handle: 'harry' },
      { key: 'U2', name: 'Harry P.', handle: 'harry.p' },
      { key: 'U3', name: 'Hermione', handle: 'hermione' },
    ],
  });
  const [harry = '', again = '', hermione = ''] = ['U1', 'U2', 'U3'].map((key) => people[key]?.userId ?? '');
  const sentAt = '2016-01-14T10:00:00.000Z';
  const said = (senderId: string, body: string) => ({ id: randomUUID(), senderId, body, sentAt });
  await imports.messages({
    conversationId,
    messages: [said(harry, 'owl one'), said(again, 'owl two'), said(hermione, 'owl three')],
  });
  const direct = await imports.openConversation({ source: 'slack:t:d', kind: 'direct', title: null });
  await imports.messages({ conversationId: direct.conversationId, messages: [said(harry, 'owl in private')] });
  const member = (userId: string) => ({ userId, role: 'member' as const });
  await imports.members({ conversationId, members: [ann.userId, harry, hermione].map(member) });
  await imports.members({ conversationId: direct.conversationId, members: [hermione, harry].map(member) });
  // Ann was Hermione, and so is in the direct conversation.
  await imports.claim({ placeholderId: hermione, userId: ann.userId });
  return { harry, again };
}

describe('[S1] whom and what a search names', () => {
  test('[M5] a person is every author of an import whom they claimed, whichever of them is named', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const { harry, again } = await imported(ann);
    expect((await bodies(ann, { text: 'owl from:harry' })).toSorted()).toEqual(['owl in private', 'owl one']);
    const potter = await world.person('Potter');
    for (const placeholderId of [harry, again]) await ann.call.imports.claim({ placeholderId, userId: potter.userId });
    const { handle } = await potter.call.user.me();
    const group = await world.group(ann, potter);
    await world.send(potter, group, 'owl four');
    const all = ['owl four', 'owl in private', 'owl two', 'owl one'];
    for (const from of [handle, 'harry', 'Harry.P', 'Potter']) {
      expect((await bodies(ann, { text: `owl from:${from}` })).toSorted(), from).toEqual(all.toSorted());
    }
    for (const senderId of [potter.userId, harry, again]) {
      expect((await bodies(ann, { text: 'owl', senderId })).toSorted(), senderId).toEqual(all.toSorted());
    }
    // What they are not in any more they do not find, whoever they are.
    expect((await bodies(potter, { text: 'owl from:me' })).toSorted()).toEqual(all.toSorted());
    for (const from of ['hermione', 'me'])
      expect(await bodies(ann, { text: `owl from:${from}` })).toEqual(['owl three']);
    expect(await bodies(ann, { text: `in:${handle}` })).toEqual(['owl in private']);
    expect(await bodies(ann, { text: 'in:harry' })).toEqual(['owl in private']);
  });

  test('several names mean any of them, and what is given beside them must hold too', async () => {
    await using world = await openWorld();
    const [ann, ben, cid] = [await world.person('Ann'), await world.person('Ben'), await world.person('Cid')];
    const [one, two, three] = [await world.group(ann, ben), await world.group(ann, cid), await world.group(ann, cid)];
    for (const [n, room] of [one, two, three].entries())
      await ann.call.conversation.update({ conversationId: room, title: n === 2 ? 'Twin' : ['#One "1"', 'Twin'][n] });
    await world.send(ben, one, 'tea by ben');
    await world.send(cid, two, 'tea by cid');
    await world.send(ann, three, 'tea by ann');
    expect(await bodies(ann, { text: 'tea from:ben from:cid' })).toEqual(['tea by cid', 'tea by ben']);
    expect(await bodies(ann, { text: 'tea from:ben from:nobody' })).toEqual(['tea by ben']);
    expect(await bodies(ann, { text: 'tea from:nobody' })).toEqual([]);
    expect(await bodies(ann, { text: 'tea from:ben from:cid', conversationId: one })).toEqual(['tea by ben']);
    // Two conversations of one title are both meant; signs of writing are not.
    expect(await bodies(ann, { text: 'tea in:twin' })).toEqual(['tea by ann', 'tea by cid']);
    expect(await bodies(ann, { text: 'tea in:"#one 1" in:Twin from:ben' })).toEqual(['tea by ben']);
    expect(await bodies(ben, { text: 'tea in:twin' })).toEqual([]);
    expect(await bodies(ann, { text: 'tea', senderId: ben.userId })).toEqual(['tea by ben']);
    expect(await bodies(ann, { text: 'tea', senderId: randomUUID() })).toEqual([]);
  });

  test('turned round they leave out: people, places, and what hangs on a message; what contradicts itself finds nothing', async () => {
    await using world = await openWorld();
    const [ann, ben, cid] = [await world.person('Ann'), await world.person('Ben'), await world.person('Cid')];
    const [one, two] = [await world.group(ann, ben, cid), await world.group(ann, ben)];
    await ann.call.conversation.update({ conversationId: one, title: 'One' });
    await ann.call.conversation.update({ conversationId: two, title: 'Two' });
    await world.send(ben, one, 'tea by ben');
    const { messageId } = await world.send(cid, one, 'tea by cid https://nova.test/');
    await world.send(ben, two, 'tea elsewhere');
    await cid.call.message.react({ messageId, emoji: '🍵', on: true });
    const expected: [text: string, found: string[]][] = [
      ['tea -from:ben', ['tea by cid https://nova.test/']],
      ['tea -from:ben -from:cid', []],
      ['tea -from:nobody', ['tea elsewhere', 'tea by cid https://nova.test/', 'tea by ben']],
      ['tea -in:two', ['tea by cid https://nova.test/', 'tea by ben']],
      ['tea -in:two -from:cid', ['tea by ben']],
      ['tea from:ben -in:one', ['tea elsewhere']],
      ['tea in:one -in:one', []],
      ['tea -has:link', ['tea elsewhere', 'tea by ben']],
      ['tea -has:reaction in:one', ['tea by ben']],
      ['tea has:link -has:link', []],
      ['tea -is:thread -is:pinned -is:reply', ['tea elsewhere', 'tea by cid https://nova.test/', 'tea by ben']],
      ['tea -has:everything', []],
      ['-from:cid -in:two', ['tea by ben']],
    ];
    for (const [text, found] of expected) expect(await bodies(ann, { text }), text).toEqual(found);
    // What somebody else is in is nothing to them: leaving it out tells nothing of it.
    expect(await bodies(cid, { text: 'tea -in:two' })).toHaveLength(2);
  });

  test('[S2] a message is found by the names of its files, until it is deleted', async () => {
    await using world = await openWorld();
    const [ann, ben] = [await world.person('Ann'), await world.person('Ben')];
    const conversationId = await world.group(ann, ben);
    const names = ['holiday plan-2026.pdf', 'Überblick.PNG'];
    const files = [];
    for (const name of names) files.push((await uploaded(world, ann, name)).id);
    const sent = { conversationId, clientId: randomUUID(), body: 'here you are', attachmentIds: files };
    const { messageId } = await ann.call.message.send(sent);
    const find = async (text: string) =>
      (await ben.call.message.search({ text })).hits.map(({ fileName = '' }) => fileName);
    for (const text of ['holiday', 'plan 2026', '"plan-2026.pdf"', 'holid*', 'here pdf'])
      expect(await find(text), text).toEqual([names[0]]);
    expect(await find('uberblick')).toEqual([names[1]]);
    const marked = async (text: string) =>
      (await ben.call.message.search({ text })).hits.map(({ fileNameFound }) =>
        fileNameFound?.map(({ text: part, isHit }) => (isHit ? `*${part}*` : part)).join(''),
      );
    expect(await marked('uberblick')).toEqual(['*Überblick*.PNG']);
    expect(await marked('plan pdf')).toEqual(['holiday *plan*-2026.*pdf*']);
    expect(await marked('here')).toEqual([undefined]);
    expect(await find('here -holiday')).toEqual([]);
    await ann.call.message.edit({ messageId, expectedVersion: 1, body: 'there you are' });
    expect(await find('there holiday')).toEqual([names[0]]);
    await ann.call.message.delete({ messageId });
    expect(await find('holiday')).toEqual([]);
  });
});

/** What Ann said in one conversation, forwarded by Bob to Eve in another. */
async function forwardedOn(world: World) {
  const [ann, bob, eve] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Eve')]);
  const [here, there] = [await world.group(ann, bob), await world.group(bob, eve)];
  const said = await world.send(ann, here, 'the zebra crossing');
  const forward = (by: Person, comment = '') =>
    by.call.message.send({
      conversationId: there,
      clientId: randomUUID(),
      body: `${comment}↪ [Ann](/c/${here}/m/${said.seq})`,
      forwardOfId: said.messageId,
    });
  const found = async (by: Person, text: string) =>
    (await by.call.message.search({ sort: 'time', text })).hits.map(({ messageId, snippet, forwarded }) => [
      messageId,
      ...[snippet, forwarded].map((parts) =>
        parts?.map(({ text: part, isHit }) => (isHit ? `*${part}*` : part)).join(''),
      ),
    ]);
  return { ann, bob, eve, here, there, said, forward, found };
}

describe('[S1][Y5] what is forwarded', () => {
  test('is found where it was forwarded to, as it was then, with what was written on it', async () => {
    await using world = await openWorld();
    const { ann, bob, eve, said, forward, found } = await forwardedOn(world);
    const { messageId } = await forward(bob, 'look at this\n\n');
    expect(await found(eve, 'zebra')).toEqual([[messageId, 'look at this', 'the *zebra* crossing']]);
    expect(await found(eve, 'zebra look')).toEqual([[messageId, '*look* at this', 'the *zebra* crossing']]);
    expect(await found(bob, 'zebra')).toEqual([
      [messageId, 'look at this', 'the *zebra* crossing'],
      [said.messageId, 'the *zebra* crossing', undefined],
    ]);
    expect(await found(ann, 'zebra')).toEqual([[said.messageId, 'the *zebra* crossing', undefined]]);
    await ann.call.message.edit({ messageId: said.messageId, expectedVersion: 1, body: 'for us only' });
    expect(await found(eve, 'zebra')).toHaveLength(1);
    expect(await found(eve, 'only')).toEqual([]);
    await bob.call.message.edit({ messageId, expectedVersion: 1, body: 'never mind' });
    expect(await found(eve, 'zebra mind')).toEqual([[messageId, 'never *mind*', 'the *zebra* crossing']]);
    expect(await found(eve, 'look')).toEqual([]);
  });

  test('by the names of its files too', async () => {
    await using world = await openWorld();
    const { ann, bob, eve, here, there } = await forwardedOn(world);
    const { id } = await uploaded(world, ann, 'giraffe.txt');
    const said = { conversationId: here, clientId: randomUUID(), body: '', attachmentIds: [id] };
    const { messageId: forwardOfId } = await ann.call.message.send(said);
    await bob.call.message.send({ conversationId: there, clientId: randomUUID(), body: 'see', forwardOfId });
    const { hits } = await eve.call.message.search({ text: 'giraffe' });
    expect(hits).toMatchObject([{ fileName: 'giraffe.txt', snippet: [{ text: 'see' }], forwarded: [] }]);
  });

  test('[X1][S2] is found no more once the original or the forward is deleted; what was written on it is', async () => {
    await using world = await openWorld();
    const { ann, bob, eve, said, forward, found } = await forwardedOn(world);
    const [one, two] = [await forward(bob, 'one '), await forward(bob, 'two ')];
    await bob.call.message.delete({ messageId: one.messageId });
    expect((await found(eve, 'zebra')).map(([id]) => id)).toEqual([two.messageId]);
    await ann.call.message.delete({ messageId: said.messageId });
    expect(await found(eve, 'zebra')).toEqual([]);
    expect((await found(eve, 'two')).map(([id]) => id)).toEqual([two.messageId]);
    const [{ left } = {}] = await world.db.query<{ left: boolean }>`
      select exists (select from search_entries where terms @@ 'zebra') as left`;
    expect(left).toBe(false);
  });

  test.each(['forward', 'edit'] as const)(
    '[X1] nothing of it is left when it is deleted while the %s is under way',
    async (kind) => {
      await using world = await openWorld();
      const { ann, bob, eve, said, forward, found } = await forwardedOn(world);
      const { messageId } = await forward(bob, 'one ');
      const race = await overtaken(world, {
        first: (node) => ann.on(node).call.message.delete({ messageId: said.messageId }),
        second: async (node) => {
          const { edit } = bob.on(node).call.message;
          if (kind === 'forward') await forward(bob.on(node), 'two ');
          else await edit({ messageId, expectedVersion: 1, body: 'two' });
        },
      });
      expect(race.first.error).toBeUndefined();
      expect(await found(eve, 'zebra')).toEqual([]);
      const [{ left } = {}] = await world.db.query<{ left: boolean }>`
      select exists (select from search_entries where terms @@ 'zebra') as left`;
      expect(left).toBe(false);
    },
  );
});

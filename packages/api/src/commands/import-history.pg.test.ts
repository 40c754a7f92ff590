import { randomUUID } from 'node:crypto';
import type { NovaEvent } from '@nova/contract';
import { describe, expect, test } from 'vitest';
import { logOf } from '../rehearsal/log-of.ts';
import { uploaded } from '../rehearsal/uploaded.ts';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';

const at = (minute: number): string => `2016-01-14T10:${String(minute).padStart(2, '0')}:00.000Z`;

/** An imported private group with two people of the import, and what imports it. */
async function importing(world: World) {
  const ann = await world.person('Ann');
  const { imports } = ann.call;
  const opened = await imports.openConversation({
    source: 'slack:t:g1',
    kind: 'group',
    title: 'Plans',
    createdAt: at(0),
  });
  const { conversationId } = opened;
  const people = await imports.people({
    source: 'slack:t',
    people: [
      { key: 'U1', name: 'Harry', handle: 'harry', email: 'Harry@Nova.test' },
      { key: 'U2', name: 'Hermione', handle: 'hermione' },
    ],
  });
  const harry = people['U1']?.userId ?? '';
  const hermione = people['U2']?.userId ?? '';
  return { ann, imports, conversationId, harry, hermione };
}

/** Somebody looks at a conversation as its member. */
async function lookIn(world: World, who: Person, conversationId: string) {
  await world.db
    .query`insert into members (conversation_id, user_id, role, joined_seq) values (${conversationId}, ${who.userId}, 'member', 1)`;
  return who.call.message.list({ conversationId });
}

async function prove(world: World, who: Person, email: string): Promise<void> {
  await world.db.query`update users set email = ${email}, email_verified = true where id = ${who.userId}`;
}

describe('imports of whole histories', () => {
  test('[M6] edits, reactions, pins and deletions come with their times and authors, and the log tells the same', async () => {
    await using world = await openWorld();
    const { ann, imports, conversationId, harry, hermione } = await importing(world);
    const [root, edited, gone] = [randomUUID(), randomUUID(), randomUUID()];
    const messages = [
      {
        id: root,
        senderId: harry,
        body: 'root',
        sentAt: at(1),
        reactions: [{ emoji: '👍', userIds: [hermione, harry] }],
      },
      {
        id: edited,
        senderId: hermione,
        body: 'one',
        sentAt: at(2),
        threadRootId: root,
        alsoSent: true,
        replyToId: root,
        edits: [
          { body: 'two', at: at(3) },
          { body: 'three', at: at(4) },
        ],
        pinned: { at: at(5), byId: harry },
      },
      { id: gone, senderId: harry, body: null, sentAt: at(6), deleted: { at: at(7), byId: null } },
    ];
    expect(await imports.messages({ conversationId, messages })).toMatchObject({ inserted: 3 });
    expect(await imports.messages({ conversationId, messages })).toMatchObject({ inserted: 0, duplicates: 3 });
    const page = await lookIn(world, ann, conversationId);
    expect(page.messages).toMatchObject([
      { id: root, body: 'root', reactions: [{ emoji: '👍', userIds: [hermione, harry] }], editedAt: null },
      { id: edited, body: 'three', version: 3, editedAt: at(4), threadRootId: root, replyToId: root, pinned: true },
      { id: gone, body: null, deletedAt: at(7), deletedById: null },
    ]);
    expect(await ann.call.message.revisions({ messageId: edited })).toEqual([
      { version: 1, body: 'one', at: at(2) },
      { version: 2, body: 'two', at: at(3) },
      { version: 3, body: 'three', at: at(4) },
    ]);
    const log: readonly NovaEvent[] = await logOf(world, conversationId);
    expect(log.map(({ seq }) => seq)).toEqual(log.map((_, place) => place + 1));
    expect(log.map((event) => [event.type, 'body' in event ? event.body : null, event.actorId])).toEqual([
      ['conversation.updated', null, ann.userId],
      ['message.created', 'root', ann.userId],
      ['reaction.changed', null, hermione],
      ['reaction.changed', null, harry],
      ['message.created', 'one', ann.userId],
      ['message.edited', 'two', hermione],
      ['message.edited', 'three', hermione],
      ['pin.changed', null, harry],
      ['message.created', null, ann.userId],
      ['message.deleted', null, harry],
    ]);
    expect(log.at(-1)).toMatchObject({ deletedAt: at(7), deletedById: null });
    const found = await ann.call.message.search({ text: 'three', conversationId });
    expect(found.hits.map(({ messageId }) => messageId)).toEqual([edited]);
    expect((await ann.call.message.search({ text: '"two"', conversationId })).hits).toEqual([]);
  });

  test('[M6][F1] files that were uploaded for them are the author’s then; again they are asked for no more', async () => {
    await using world = await openWorld();
    const { ann, imports, conversationId, harry } = await importing(world);
    const [notes, own] = [await uploaded(world, ann, 'notes.txt'), await uploaded(world, ann, 'plan.txt')];
    const [withWords, alone, missing] = [randomUUID(), randomUUID(), randomUUID()];
    const later = randomUUID();
    const messages = [
      { id: withWords, senderId: harry, body: 'look', sentAt: at(1), fileIds: [notes.id] },
      { id: alone, senderId: harry, body: '', sentAt: at(2), fileIds: [own.id] },
    ];
    const asked = messages.map(({ id, fileIds }) => ({ id, fileIds }));
    expect(await imports.missingFiles({ messages: [...asked, { id: missing, fileIds: [later] }] })).toEqual([later]);
    const stolen = await uploaded(world, await world.person('Bob'));
    const refused = { id: missing, senderId: harry, body: 'x', sentAt: at(3), fileIds: [stolen.id] };
    expect(await reasonOf(imports.messages({ conversationId, messages: [...messages, refused] }))).toBe(
      'FILE_NOT_FOUND',
    );
    expect(await imports.missingFiles({ messages: asked })).toEqual([]);
    const twice = { id: missing, senderId: harry, body: 'x', sentAt: at(3), fileIds: [notes.id] };
    expect(await reasonOf(imports.messages({ conversationId, messages: [...messages, twice] }))).toBe('FILE_NOT_FOUND');
    expect(await imports.messages({ conversationId, messages })).toMatchObject({ inserted: 2 });
    expect(await imports.messages({ conversationId, messages })).toMatchObject({ inserted: 0, duplicates: 2 });
    expect(await imports.missingFiles({ messages: asked })).toEqual([]);
    const page = await lookIn(world, ann, conversationId);
    expect(page.messages.map(({ body, attachments }) => [body, attachments])).toEqual([
      ['look', [notes]],
      ['', [own]],
    ]);
    const created = (await logOf(world, conversationId)).filter(({ type }) => type === 'message.created');
    expect(created).toMatchObject([{ attachments: [notes] }, { attachments: [own] }]);
    const owners = await world.db.query<{ uploaderId: string }>`
      select distinct uploader_id as "uploaderId" from files where message_id = any(${[withWords, alone]}::uuid[])`;
    expect(owners).toEqual([{ uploaderId: harry }]);
    const exported = await ann.call.conversation.exportPage({ conversationId });
    expect(exported.messages.map(({ files = [] }) => files.map(({ id, name, size }) => [id, name, size]))).toEqual([
      [[notes.id, 'notes.txt', 12]],
      [[own.id, 'plan.txt', 12]],
    ]);
    const nothing = { id: missing, senderId: harry, body: ' ', sentAt: at(3) };
    await expect(imports.messages({ conversationId, messages: [nothing] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });

  test('[M2] nothing goes into what people made themselves, and nobody is put anywhere else', async () => {
    await using world = await openWorld();
    const { ann, imports, conversationId, harry } = await importing(world);
    const bob = await world.person('Bob');
    const group = await world.group(ann, bob);
    const message = { id: randomUUID(), senderId: harry, body: 'x', sentAt: at(1) };
    expect(await reasonOf(imports.messages({ conversationId: group, messages: [message] }))).toBe('FORBIDDEN');
    expect(
      await reasonOf(imports.members({ conversationId: group, members: [{ userId: harry, role: 'owner' }] })),
    ).toBe('FORBIDDEN');
    for (const userId of [bob.userId, ann.userId, randomUUID()])
      expect(await reasonOf(imports.members({ conversationId, members: [{ userId, role: 'member' }] }))).toBe(
        'USER_NOT_FOUND',
      );
    expect(await reasonOf(imports.stats({ conversationId: group }))).toBe('NOT_A_MEMBER');
    expect(await reasonOf(ann.call.message.list({ conversationId }))).toBe('NOT_A_MEMBER');
  });

  test('[M4] an account is an author only if it has proved the address, or the operator vouches; and stays one', async () => {
    await using world = await openWorld();
    const ann = await world.person('Ann');
    const [proven, unproven] = [await world.person('Pia'), await world.person('Uwe')];
    await world.db.query`update users set email = 'uwe@nova.test' where id = ${unproven.userId}`;
    await prove(world, proven, 'pia@nova.test');
    const person = (key: string, email: string) => ({ key, name: key, handle: 'ann.b', email });
    const people = [person('pia', 'PIA@nova.test'), person('uwe', 'uwe@nova.test'), person('zoe', 'zoe@nova.test')];
    const first = await ann.call.imports.people({ source: 'slack:t', people });
    expect(first).toMatchObject({
      pia: { userId: proven.userId, standing: 'account' },
      uwe: { standing: 'placeholder', handle: 'ann.b' },
      zoe: { standing: 'placeholder' },
    });
    expect(first['zoe']?.handle).toMatch(/^annb-[0-9a-f]{10}$/);
    await prove(world, proven, 'other@nova.test');
    await prove(world, unproven, 'uwe@nova.test');
    expect(await ann.call.imports.people({ source: 'slack:t', people, trustAddresses: true })).toEqual(first);
    const trusted = await ann.call.imports.people({ source: 'slack:other', people: [people[1] ?? person('', '')] });
    expect(trusted).toMatchObject({ uwe: { userId: unproven.userId, standing: 'account' } });
    expect(await ann.call.user.search({ query: 'ann.b' })).toEqual([]);
  });

  test('[M3] a conversation is seen whole or not at all: members come last, and have read all of it', async () => {
    await using world = await openWorld();
    const { ann, imports, conversationId } = await importing(world);
    await prove(world, ann, 'ann@nova.test');
    const { ann: author } = await imports.people({
      source: 'slack:t',
      people: [{ key: 'ann', name: 'Ann', email: 'ann@nova.test' }],
    });
    const message = { id: randomUUID(), senderId: author?.userId ?? '', body: 'mine', sentAt: at(1) };
    await imports.messages({ conversationId, messages: [message] });
    expect(await ann.call.conversation.list()).toEqual([]);
    const members = [{ userId: ann.userId, role: 'admin' as const, joinedAt: at(0) }];
    expect(await imports.members({ conversationId, members })).toMatchObject({ changed: true });
    expect(await imports.members({ conversationId, members })).toMatchObject({ changed: false });
    expect(await ann.call.conversation.list()).toMatchObject([
      { role: 'admin', unread: 0, memberCount: 1, createdAt: at(0) },
    ]);
    expect((await ann.call.conversation.get({ conversationId })).members).toMatchObject([{ joinedAt: at(0) }]);
    expect(await imports.stats({ conversationId })).toEqual({ lastSeq: 3, messages: 1, deleted: 0, members: 1 });
  });
});

describe('[M5] claiming a placeholder', () => {
  test('with the proved address: what it said has their name, they are in its conversations, and may delete it', async () => {
    await using world = await openWorld();
    const { imports, conversationId, harry, hermione } = await importing(world);
    const id = randomUUID();
    const messages = [{ id, senderId: harry, body: 'mine', sentAt: at(1) }];
    await imports.messages({ conversationId, messages });
    const members = [harry, hermione].map((userId) => ({ userId, role: 'member' as const }));
    await imports.members({ conversationId, members });
    const potter = await world.person('Potter');
    const claim = () => potter.call.user.claim({ placeholderId: harry });
    await world.db.query`update users set email = 'harry@nova.test' where id = ${potter.userId}`;
    expect([await potter.call.user.claimable(), await reasonOf(claim())]).toEqual([[], 'USER_NOT_FOUND']);
    await prove(world, potter, 'harry@nova.test');
    expect(await potter.call.user.claimable()).toEqual([
      { placeholderId: harry, name: 'Harry', source: 'slack:t', messages: 1 },
    ]);
    expect(await claim()).toMatchObject({ joined: 1 });
    expect(await claim()).toMatchObject({ joined: 0 });
    expect(await potter.call.user.lookup({ userIds: [harry] })).toMatchObject([
      { id: harry, name: 'Potter', handle: 'harry', placeholder: false, claimedById: potter.userId },
    ]);
    expect(await potter.call.conversation.list()).toMatchObject([{ id: conversationId, memberCount: 2, unread: 0 }]);
    expect(await potter.call.conversation.exportPage({ conversationId, only: 'own' })).toMatchObject({
      messages: [{ id, texts: [{ body: 'mine' }] }],
      people: [{ id: harry, name: 'Potter', placeholder: false }],
    });
    await potter.call.message.delete({ messageId: id });
    expect(await imports.stats({ conversationId })).toMatchObject({ messages: 1, deleted: 1, members: 2 });
    // Another run of the import finds the same person and the same message, and puts neither back.
    expect(await imports.messages({ conversationId, messages })).toMatchObject({ inserted: 0, duplicates: 1 });
    await imports.members({ conversationId, members });
    expect(await imports.stats({ conversationId })).toMatchObject({ messages: 1, deleted: 1, members: 2 });
  });

  test('only once, by nobody else; an operator may vouch; a direct conversation becomes that of the two', async () => {
    await using world = await openWorld();
    const { imports, harry, hermione } = await importing(world);
    const { conversationId } = await imports.openConversation({ source: 'slack:t:d1', kind: 'direct', title: null });
    await imports.members({ conversationId, members: [harry, hermione].map((userId) => ({ userId, role: 'member' })) });
    const [potter, granger] = [await world.person('Potter'), await world.person('Granger')];
    await world.db.query`update users set email = 'harry@nova.test' where id = ${potter.userId}`;
    expect(await imports.claims()).toMatchObject([
      { placeholderId: harry, email: 'harry@nova.test', userId: potter.userId, proven: false },
    ]);
    await imports.claim({ placeholderId: harry, userId: potter.userId });
    for (const userId of [granger.userId, hermione, randomUUID()])
      expect(await reasonOf(imports.claim({ placeholderId: harry, userId }))).toBe('USER_NOT_FOUND');
    await imports.claim({ placeholderId: hermione, userId: granger.userId });
    expect(await imports.claims()).toEqual([]);
    expect(await potter.call.conversation.openDirect({ userId: granger.userId })).toMatchObject({
      conversationId,
      changed: false,
    });
    expect(await potter.call.conversation.list()).toMatchObject([{ peer: { id: granger.userId } }]);
  });

  test('where the two have a conversation already, the imported one stays beside it', async () => {
    await using world = await openWorld();
    const { imports, harry, hermione } = await importing(world);
    const [potter, granger] = [await world.person('Potter'), await world.person('Granger')];
    const own = await potter.call.conversation.openDirect({ userId: granger.userId });
    const { conversationId } = await imports.openConversation({ source: 'slack:t:d1', kind: 'direct', title: null });
    await imports.members({ conversationId, members: [harry, hermione].map((userId) => ({ userId, role: 'member' })) });
    await imports.claim({ placeholderId: harry, userId: potter.userId });
    await imports.claim({ placeholderId: hermione, userId: granger.userId });
    expect((await potter.call.conversation.list()).map(({ id }) => id).toSorted()).toEqual(
      [own.conversationId, conversationId].toSorted(),
    );
    expect(await granger.call.conversation.openDirect({ userId: potter.userId })).toMatchObject({
      conversationId: own.conversationId,
    });
  });
});

import { expect, test } from 'vitest';
import { overtaken } from '../rehearsal/interleaving.ts';
import { logOf } from '../rehearsal/log-of.ts';
import { type Node, openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';

/** Harry and Hermione of two imports, with direct conversations of theirs, and Potter and Granger, who are them. */
async function scene(world: World, directs: readonly string[]) {
  const [ann, potter, granger] = await Promise.all(['Ann', 'Potter', 'Granger'].map((name) => world.person(name)));
  if (!ann || !potter || !granger) throw new Error('nobody there');
  const { imports } = ann.call;
  const opened: { conversationId: string; harry: string; hermione: string }[] = [];
  for (const source of directs) {
    const people = await imports.people({
      source,
      people: [
        { key: 'U1', name: 'Harry', email: 'harry@nova.test' },
        { key: 'U2', name: 'Hermione', email: 'hermione@nova.test' },
      ],
    });
    const [harry = '', hermione = ''] = [people['U1']?.userId, people['U2']?.userId];
    const { conversationId } = await imports.openConversation({ source: `${source}:d`, kind: 'direct', title: null });
    await imports.members({ conversationId, members: [harry, hermione].map((userId) => ({ userId, role: 'member' })) });
    opened.push({ conversationId, harry, hermione });
  }
  await prove(world, potter, 'harry@nova.test');
  await prove(world, granger, 'hermione@nova.test');
  return { ann, imports, potter, granger, opened };
}

async function prove(world: World, who: Person, email: string): Promise<void> {
  await world.db.query`update users set email = ${email}, email_verified = true where id = ${who.userId}`;
}

const claiming = (who: Person, placeholderId: string) => (node: Node) =>
  who.on(node).call.user.claim({ placeholderId });

/** Who came and went by a log, in order. */
async function goings(world: World, conversationId: string): Promise<string[]> {
  return (await logOf(world, conversationId)).flatMap((event) =>
    event.type === 'member.added' || event.type === 'member.removed' ? [`${event.type} ${event.userId}`] : [],
  );
}

const idsOf = async (who: Person): Promise<string[]> =>
  (await who.call.conversation.list()).map(({ id }) => id).toSorted();

test('[M5] two imported conversations of the same two become theirs in the same moment: one is their direct one, both are theirs', async () => {
  await using world = await openWorld();
  const { potter, granger, opened } = await scene(world, ['slack:a', 'slack:b']);
  const [one, two] = opened;
  if (!one || !two) throw new Error('not opened');
  await granger.call.user.claim({ placeholderId: one.hermione });
  await granger.call.user.claim({ placeholderId: two.hermione });
  const race = await overtaken(world, {
    first: claiming(potter, one.harry),
    second: claiming(potter, two.harry),
  });
  expect(race).toMatchObject({ first: { value: { joined: 1 } }, second: { value: { joined: 1 }, error: undefined } });
  expect(await idsOf(potter)).toEqual(opened.map(({ conversationId }) => conversationId).toSorted());
  expect(await potter.call.conversation.openDirect({ userId: granger.userId })).toMatchObject({
    conversationId: one.conversationId,
    changed: false,
  });
  expect([await potter.call.user.claimable(), world.failures]).toEqual([[], []]);
});

test('[M5] the two of an imported direct conversation claim themselves in the same moment: it is the one of the two', async () => {
  await using world = await openWorld();
  const { potter, granger, opened } = await scene(world, ['slack:a']);
  const [{ conversationId, harry, hermione } = { conversationId: '', harry: '', hermione: '' }] = opened;
  const race = await overtaken(world, { first: claiming(potter, harry), second: claiming(granger, hermione) });
  expect(race).toMatchObject({ first: { value: { joined: 1 } }, second: { value: { joined: 1 } } });
  expect((await goings(world, conversationId)).slice(-4)).toEqual([
    `member.removed ${harry}`,
    `member.added ${potter.userId}`,
    `member.removed ${hermione}`,
    `member.added ${granger.userId}`,
  ]);
  expect(await granger.call.conversation.openDirect({ userId: potter.userId })).toMatchObject({ conversationId });
  expect(await potter.call.conversation.list()).toMatchObject([{ memberCount: 2, peer: { id: granger.userId } }]);
});

test.each([
  ['opened first', true],
  ['claimed first', false],
])('[M5] a direct conversation of the two opened while the imported one becomes theirs, %s', async (_name, isFirst) => {
  await using world = await openWorld();
  const { potter, granger, opened } = await scene(world, ['slack:a']);
  const [{ conversationId, harry, hermione } = { conversationId: '', harry: '', hermione: '' }] = opened;
  await granger.call.user.claim({ placeholderId: hermione });
  const open = (node: Node) => potter.on(node).call.conversation.openDirect({ userId: granger.userId });
  const claim = claiming(potter, harry);
  const race = isFirst
    ? await overtaken(world, { first: open, second: claim })
    : await overtaken(world, { first: claim, second: open });
  expect([race.first.error, race.second.error, world.failures]).toEqual([undefined, undefined, []]);
  const theirs = (await granger.call.conversation.openDirect({ userId: potter.userId })).conversationId;
  expect(theirs === conversationId).toBe(!isFirst);
  expect(await idsOf(potter)).toEqual([...new Set([theirs, conversationId])].toSorted());
  expect(await idsOf(granger)).toEqual(await idsOf(potter));
});

test('[M5] a claim that breaks off half-way is offered again, to the claimer and the operator, and goes on once', async () => {
  await using world = await openWorld();
  const { ann, imports, potter, opened } = await scene(world, ['slack:a']);
  const harry = opened[0]?.harry ?? '';
  const { conversationId } = await imports.openConversation({ source: 'slack:a:g', kind: 'group', title: 'Plans' });
  await imports.members({ conversationId, members: [{ userId: harry, role: 'admin' }] });
  let commits = 0;
  const node = world.openNode({
    failpoint: (name) => {
      if (name === 'after-commit' && ++commits === 1) throw new Error('the end');
    },
  });
  await expect(claiming(potter, harry)(node)).rejects.toThrow('the end');
  expect(await idsOf(potter)).toHaveLength(1);
  // The address is another one by now: whose the placeholder is was decided by the one of then.
  await prove(world, potter, 'potter@nova.test');
  expect(await potter.call.user.claimable()).toMatchObject([
    { placeholderId: harry, name: 'Harry', source: 'slack:a' },
  ]);
  expect(await imports.claims()).toContainEqual(
    expect.objectContaining({ placeholderId: harry, userId: potter.userId, email: 'harry@nova.test' }),
  );
  expect(await reasonOf(ann.call.user.claim({ placeholderId: harry }))).toBe('USER_NOT_FOUND');
  expect(await potter.call.user.claim({ placeholderId: harry })).toMatchObject({ joined: 1 });
  expect(await potter.call.user.claim({ placeholderId: harry })).toMatchObject({ joined: 0 });
  expect(await idsOf(potter)).toEqual([opened[0]?.conversationId, conversationId].toSorted());
  for (const id of await idsOf(potter))
    expect((await goings(world, id)).filter((line) => line.includes(potter.userId))).toHaveLength(1);
  expect(await potter.call.user.claimable()).toEqual([]);
  expect((await imports.claims()).map(({ placeholderId }) => placeholderId)).not.toContain(harry);
});

test('[M5][M1] an import that puts a placeholder in while it is claimed leaves nobody behind, whichever is first', async () => {
  await using world = await openWorld();
  const { ann, imports, potter, granger, opened } = await scene(world, ['slack:a']);
  const { harry = '', hermione = '' } = opened[0] ?? {};
  const { conversationId } = await imports.openConversation({ source: 'slack:a:g', kind: 'group', title: 'Plans' });
  const put = (userId: string) => (node: Node) =>
    ann.on(node).call.imports.members({ conversationId, members: [{ userId, role: 'admin' }] });
  const race = await overtaken(world, { first: put(harry), second: claiming(potter, harry) });
  expect(race).toMatchObject({ first: { value: { changed: true } }, second: { value: { joined: 2 } } });
  // The other way round: what the import begins once the claim is decided is the claimer's.
  await granger.call.user.claim({ placeholderId: hermione });
  expect(await put(hermione)(world.node)).toMatchObject({ changed: true });
  expect(await put(hermione)(world.node)).toMatchObject({ changed: false });
  const { members } = await potter.call.conversation.get({ conversationId });
  expect(new Map(members.map(({ user, role }) => [user.id, role]))).toEqual(
    new Map([potter, granger].map(({ userId }) => [userId, 'admin'])),
  );
});

test('[M5][M1] who left what they claimed into is not put back by another run of the import', async () => {
  await using world = await openWorld();
  const { imports, potter, opened } = await scene(world, ['slack:a']);
  const { harry = '', hermione = '' } = opened[0] ?? {};
  const { conversationId } = await imports.openConversation({ source: 'slack:a:g', kind: 'group', title: 'Plans' });
  const members = [harry, hermione].map((userId) => ({ userId, role: 'member' as const }));
  await imports.members({ conversationId, members });
  await potter.call.user.claim({ placeholderId: harry });
  await potter.call.conversation.leave({ conversationId });
  expect(await imports.members({ conversationId, members })).toMatchObject({ changed: false });
  expect(await idsOf(potter)).toEqual([opened[0]?.conversationId]);
});

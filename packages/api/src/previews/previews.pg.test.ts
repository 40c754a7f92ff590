import { createHash, randomUUID } from 'node:crypto';
import { claimPage, claimPreviewTasks, findPicture, type PreviewTask, purgeDeleted, settlePage } from '@nova/db';
import { expect, test } from 'vitest';
import { overtaken, pausingNode } from '../rehearsal/interleaving.ts';
import { auditOf, logOf } from '../rehearsal/log-of.ts';
import { openWorld, type Person, reasonOf, type World } from '../rehearsal/world.ts';
import type { LookedUp } from './show-previews.ts';

const fox = 'https://a.test/fox';
const owl = 'https://b.test/owl';

/** What a node finds there. */
async function found(world: World, url: string, title: string | null = `About ${url}`): Promise<LookedUp> {
  const key = createHash('sha256').update(url).digest('hex');
  const { id } = await claimPage(world.db.query, { id: randomUUID(), key, leaseMs: 60_000 });
  const picture = { size: 9, width: 320, height: 180, placeholder: 'x' };
  const page = { host: new URL(url).host, site: null, title, description: null, picture };
  await settlePage(world.db.query, { id, found: title === null ? null : page, keptMs: 60_000 });
  return { url, pageId: id };
}

async function scene(world: World) {
  const [ann, bob, cat] = await Promise.all([world.person('Ann'), world.person('Bob'), world.person('Cat')]);
  const conversationId = await world.group(ann, bob, cat);
  const tasks = (): Promise<readonly PreviewTask[]> => claimPreviewTasks(world.db.query, { leaseMs: 0, limit: 100 });
  const say = async (by: Person, body: string) => {
    const { messageId } = await world.send(by, conversationId, body);
    const [task] = (await tasks()).filter((one) => one.messageId === messageId);
    return { messageId, task };
  };
  const shown = async (by: Person, messageId: string) =>
    (await by.call.message.list({ conversationId })).messages
      .find(({ id }) => id === messageId)
      ?.previews?.map(({ url }) => url);
  const told = async () =>
    (await logOf(world, conversationId)).flatMap((event) =>
      event.type === 'message.previewed' ? [event.previews?.map(({ url }) => url) ?? []] : [],
    );
  return { ann, bob, cat, conversationId, tasks, say, shown, told };
}

/** Bob says this, and what his links lead to is shown. */
async function withPreviews(world: World, body: string, urls: readonly string[]) {
  const set = await scene(world);
  const { messageId, task } = await set.say(set.bob, body);
  if (!task) throw new Error('nothing is looked up');
  const pages = await Promise.all(urls.map((url) => found(world, url)));
  await world.node.api.showPreviews(task, pages);
  return { ...set, messageId, task, pages };
}

test('[H5][L2] many nodes that found the same tell of it once, and pages, the log and what was published agree', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, say, shown, told } = await scene(world);
  const { messageId, task } = await say(bob, `${owl} and ${fox}`);
  if (!task) throw new Error('nothing is looked up');
  const pages = [await found(world, fox), await found(world, owl)];
  const nodes = Array.from({ length: 3 }, () => world.openNode());
  await Promise.all(nodes.flatMap(({ api }) => [api.showPreviews(task, pages), api.showPreviews(task, pages)]));
  expect(await told()).toEqual([[owl, fox]]);
  expect(await shown(ann, messageId)).toEqual([owl, fox]);
  const published = world.commits.flatMap(({ entries }) => entries).find(({ text }) => text.includes('previewed'));
  const event = (await logOf(world, conversationId)).at(-1);
  expect(JSON.parse(published?.text ?? '')).toEqual(event);
  expect(event).toMatchObject({
    actorId: bob.userId,
    previews: [{ url: owl, host: 'b.test', title: `About ${owl}`, picture: { width: 320 } }, { url: fox }],
  });
  const [row] = await world.db.query<{ payload: unknown }>`
    select payload from events where conversation_id = ${conversationId} and type = 'message.previewed'`;
  expect(row?.payload).toBeNull();
  expect(await world.db.query`select 1 from preview_tasks`).toEqual([]);
});

test('[H1] links are looked up, and nothing else: no code, no brackets, nothing when it is off or imported', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, say, tasks, told } = await scene(world);
  for (const body of ['hello', `<${fox}>`, `\`${fox}\``, 'example.org'])
    expect((await say(bob, body)).task).toBeUndefined();
  const off = world.openNode({ settings: { linkPreviews: false } });
  const { messageId } = await world.send(bob.on(off), conversationId, fox);
  await bob.on(off).call.message.edit({ messageId, expectedVersion: 1, body: owl });
  const { conversationId: channel } = await ann.call.imports.openChannel({ source: 'irc:x', title: '#x' });
  const authors = await ann.call.imports.authors({ source: 'irc:x', names: ['zoe'] });
  const old = { id: randomUUID(), senderId: authors['zoe'] ?? '', body: fox, sentAt: '2004-07-01T10:00:00Z' };
  await ann.call.imports.messages({ conversationId: channel, messages: [{ ...old, replyToId: null }] });
  expect(await tasks()).toEqual([]);
  expect(await told()).toEqual([]);
});

test('[H5] a page with nothing to show tells of nothing, and settles the task all the same', async () => {
  await using world = await openWorld();
  const { bob, say, tasks, told } = await scene(world);
  const { task } = await say(bob, fox);
  if (task) await world.node.api.showPreviews(task, [await found(world, fox, null)]);
  expect([await tasks(), await told()]).toEqual([[], []]);
});

test('[H4] an edit takes out what it does not link to any more in the same commit, and has the rest looked up', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, messageId, tasks, shown, told } = await withPreviews(world, `${fox} ${owl}`, [
    fox,
    owl,
  ]);
  await bob.call.message.edit({ messageId, expectedVersion: 1, body: `only ${owl}` });
  expect(world.commits.at(-1)?.entries.map(({ text }) => text)).toEqual([
    expect.stringContaining('message.edited'),
    expect.stringContaining('message.previewed'),
  ]);
  expect([await shown(ann, messageId), await told()]).toEqual([[owl], [[fox, owl], [owl]]]);
  expect(await tasks()).toEqual([]);
  await bob.call.message.edit({ messageId, expectedVersion: 2, body: `${fox} is back, ${owl}` });
  expect(await shown(ann, messageId)).toEqual([owl]);
  const [task] = await tasks();
  expect(task).toMatchObject({ messageId, conversationId, version: 3 });
  if (task) await world.node.api.showPreviews(task, [await found(world, fox), await found(world, owl)]);
  expect(await shown(ann, messageId)).toEqual([fox, owl]);
  await bob.call.message.edit({ messageId, expectedVersion: 3, body: 'no more' });
  expect([await shown(ann, messageId), (await told()).at(-1)]).toEqual([undefined, []]);
});

test('[H4] what was found for a text that an edit has replaced meanwhile is not shown', async () => {
  await using world = await openWorld();
  const { bob, say, tasks, told } = await scene(world);
  const { messageId, task } = await say(bob, fox);
  if (!task) throw new Error('nothing is looked up');
  const pages = [await found(world, fox)];
  const race = await overtaken(world, {
    first: (node) => bob.on(node).call.message.edit({ messageId, expectedVersion: 1, body: owl }),
    second: (node) => node.api.showPreviews(task, pages),
  });
  expect([race.first.error, race.second.error]).toEqual([undefined, undefined]);
  expect(await told()).toEqual([]);
  expect(await tasks()).toMatchObject([{ messageId, version: 2 }]);
});

test('[H6] who may delete it takes the previews off, for good; others may not, and strangers cannot tell', async () => {
  await using world = await openWorld();
  const { ann, bob, cat, messageId, tasks, shown, told } = await withPreviews(world, fox, [fox]);
  const eve = await world.person('Eve');
  expect(await reasonOf(cat.call.message.hidePreviews({ messageId }))).toBe('FORBIDDEN');
  expect(await reasonOf(eve.call.message.hidePreviews({ messageId }))).toBe('MESSAGE_NOT_FOUND');
  expect(await reasonOf(eve.call.message.hidePreviews({ messageId: randomUUID() }))).toBe('MESSAGE_NOT_FOUND');
  expect(await shown(cat, messageId)).toEqual([fox]);
  const hidden = await ann.call.message.hidePreviews({ messageId });
  expect(hidden).toMatchObject({ messageId, changed: true });
  expect([await shown(cat, messageId), await told()]).toEqual([undefined, [[fox], []]]);
  expect(await bob.call.message.hidePreviews({ messageId })).toEqual({ ...hidden, changed: false });
  await bob.call.message.edit({ messageId, expectedVersion: 1, body: owl });
  expect(await tasks()).toEqual([]);
  expect((await auditOf(world)).filter((line) => line.startsWith('message.hidePreviews'))).toEqual([
    'message.hidePreviews refused FORBIDDEN',
    'message.hidePreviews refused MESSAGE_NOT_FOUND',
    'message.hidePreviews refused MESSAGE_NOT_FOUND',
    'message.hidePreviews accepted',
  ]);
  await bob.call.message.delete({ messageId });
  expect(await reasonOf(bob.call.message.hidePreviews({ messageId }))).toBe('MESSAGE_DELETED');
});

test('[H6] taken off while a node is about to show them, they are not shown', async () => {
  await using world = await openWorld();
  const { bob, say, shown } = await scene(world);
  const { messageId, task } = await say(bob, fox);
  if (!task) throw new Error('nothing is looked up');
  const pages = [await found(world, fox)];
  await overtaken(world, {
    first: (node) => bob.on(node).call.message.hidePreviews({ messageId }),
    second: (node) => node.api.showPreviews(task, pages),
  });
  expect(await shown(bob, messageId)).toBeUndefined();
});

test('[X1][H7] with the message its previews are gone: from pages, the log, and what is erased of the streams', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, messageId, pages } = await withPreviews(world, fox, [fox]);
  const [page] = pages;
  const events = await logOf(world, conversationId);
  const of = { messageId, pictureId: page?.pageId ?? '', userId: ann.userId };
  expect(await findPicture(world.db.query, of)).toEqual({ size: 9 });
  expect(await findPicture(world.db.query, { ...of, userId: (await world.person('Eve')).userId })).toBeNull();
  const previewedSeq = events.find(({ type }) => type === 'message.previewed')?.seq;
  await bob.call.message.delete({ messageId });
  expect(world.erased.at(-1)?.seqs).toContain(previewedSeq);
  const everything = JSON.stringify([
    await ann.call.message.list({ conversationId }),
    await logOf(world, conversationId),
  ]);
  expect(everything).not.toContain('a.test');
  expect(await findPicture(world.db.query, of)).toBeNull();
  await purgeDeleted(world.db.query, { retentionMs: 0, now: new Date(Date.now() + 1_000), limit: 10 });
  expect(await world.db.query`select 1 from message_previews`).toEqual([]);
});

test('[X1] deleted while a node is about to show them, or just has: nothing is shown, all of it is erased', async () => {
  await using world = await openWorld();
  const { ann, bob, conversationId, say } = await scene(world);
  const about = await say(bob, fox);
  const pages = [await found(world, fox)];
  const task = about.task ?? { messageId: '', conversationId, version: 1 };
  await overtaken(world, {
    first: (node) => bob.on(node).call.message.delete({ messageId: about.messageId }),
    second: (node) => node.api.showPreviews(task, pages),
  });
  const just = await say(bob, fox);
  const shownTask = just.task ?? { messageId: '', conversationId, version: 1 };
  await overtaken(world, {
    first: (node) => node.api.showPreviews(shownTask, pages),
    second: (node) => bob.on(node).call.message.delete({ messageId: just.messageId }),
  });
  const log = await logOf(world, conversationId);
  const previewed = log.filter(({ type }) => type === 'message.previewed').map(({ seq }) => seq);
  expect(previewed).toHaveLength(1);
  expect(world.erased.at(-1)?.seqs).toEqual(expect.arrayContaining(previewed));
  expect(JSON.stringify([log, await ann.call.message.list({ conversationId })])).not.toContain('a.test');
});

test('[H5] a node that dies before its commit has shown nothing; the task is there for the next one', async () => {
  await using world = await openWorld();
  const { bob, say, told } = await scene(world);
  const { task } = await say(bob, fox);
  if (!task) throw new Error('nothing is looked up');
  const pages = [await found(world, fox)];
  const { node, gate } = pausingNode(world, 'before-commit');
  const dying = node.api.showPreviews(task, pages).catch((error: unknown) => error);
  await gate.arrived();
  await world.db.query`
    select pg_terminate_backend(pid) from pg_stat_activity where application_name = ${node.applicationName} and state = 'idle in transaction'`;
  gate.open();
  expect(await dying).toBeInstanceOf(Error);
  expect(await told()).toEqual([]);
  await world.node.api.showPreviews(task, pages);
  expect(await told()).toEqual([[fox]]);
});

import { expect, test } from 'vitest';
import { joins, leaves, type PeopleNode, peopleWorld, says } from '../testing/people-world.ts';

/** Reads a person's hints as they come; `names` forgets them. */
function reading(node: PeopleNode, userId = 'ann') {
  const stop = new AbortController();
  let found: string[] = [];
  let isOver = false;
  const done = (async () => {
    for await (const { conversationIds } of node.inbox.wakeups({ userId, signal: stop.signal }))
      found.push(conversationIds === 'all' ? 'all' : conversationIds.toSorted().join());
    isOver = true;
  })();
  return {
    stop: () => stop.abort(),
    done,
    isOver: () => isOver,
    hints: () => {
      const taken = found;
      found = [];
      return taken;
    },
  };
}

async function worldOfAnn() {
  const world = peopleWorld();
  const [here, there] = [world.node(), world.node()];
  for (const id of ['one', 'two']) world.log.commit(id, joins('ann'), joins('bob'));
  world.log.commit('other', joins('bob'));
  const ann = reading(here);
  await world.settle();
  return { ...world, here, there, ann };
}

test('[D1] what changes in one of the conversations is hinted at once, by its name, from every node', async () => {
  const { here, there, ann, settle } = await worldOfAnn();
  expect(ann.hints()).toEqual(['all']);
  here.commit('one', says('hello'));
  await settle();
  expect(ann.hints()).toEqual(['one']);
  there.commit('two', says('hello'));
  there.commit('other', says('hello'));
  await settle();
  expect(ann.hints()).toEqual(['two']);
});

test('[Y1] what is the person’s own is told on every node, apart from their conversations, and not as one of them', async () => {
  const { here, there, settle } = await worldOfAnn();
  const hints = here.inbox.wakeups({ userId: 'ann', signal: new AbortController().signal });
  const first = hints.next();
  await settle();
  there.inbox.touchedOwn('ann', 'drafts');
  there.inbox.touchedOwn('bob', 'scheduled');
  await settle();
  expect((await first).value).toEqual({ conversationIds: [], own: ['drafts'] });
  there.inbox.touchedOwn('ann', 'scheduled');
  there.commit('one', says('hello'));
  await settle();
  expect((await hints.next()).value).toEqual({ conversationIds: ['one'], own: ['scheduled'] });
});

test('[P1] who is another one now is told to everybody who is in a conversation with them, on every node, once', async () => {
  const { here, there, log, pubSub, settle, platform } = await worldOfAnn();
  log.commit('far', joins('cleo'));
  const people = (node: PeopleNode, userId: string) => {
    const found: string[] = [];
    void (async () => {
      for await (const hint of node.inbox.wakeups({ userId, signal: new AbortController().signal }))
        found.push(...(hint.people ?? []).map((id) => `${userId}: ${id}`));
    })();
    return found;
  };
  const told = [people(here, 'ann'), people(there, 'ann'), people(there, 'bob'), people(there, 'cleo')];
  await settle();
  here.inbox.personChanged('bob', ['one', 'two', 'other']);
  here.inbox.personChanged('cleo', ['far']);
  await settle();
  expect(told).toEqual([['ann: bob'], ['ann: bob'], ['bob: bob'], ['cleo: cleo']]);
  // Without Redis the others hear that everything is doubtful, when there is a way again.
  const bob = reading(there, 'bob');
  await settle();
  bob.hints();
  pubSub.isDown = true;
  here.inbox.personChanged('ann', ['one']);
  await settle();
  expect([told[0], told[2]]).toEqual([['ann: bob', 'ann: ann'], ['bob: bob']]);
  expect(here.meter.failures.map(({ what }) => what)).toEqual(['inbox']);
  pubSub.isDown = false;
  pubSub.comeBack();
  await platform.advance(2_000);
  expect(bob.hints()).toContain('all');
});

test('[D1] without any hint from Redis it costs a poll, and a poll that finds nothing says nothing', async () => {
  const { log, ann, platform } = await worldOfAnn();
  ann.hints();
  await platform.advance(10_000);
  expect(ann.hints()).toEqual([]);
  log.commit('one', says('hello'));
  log.commit('two', says('hello'));
  await platform.advance(1_999);
  expect(ann.hints()).toEqual([]);
  await platform.advance(1);
  expect(ann.hints().join()).toMatch(/^(one,two|two,one)$/);
});

test('[D1] a conversation that one joins is named and followed from then on; one that one leaves is named last', async () => {
  const { here, there, ann, settle, platform } = await worldOfAnn();
  ann.hints();
  there.commit('other', joins('ann'));
  await settle();
  expect(ann.hints()).toEqual(['other']);
  there.commit('other', says('hello'));
  await settle();
  expect(ann.hints()).toEqual(['other']);
  there.commit('other', leaves('ann'));
  await settle();
  expect(new Set(ann.hints())).toEqual(new Set(['other']));
  there.commit('other', says('to the others'));
  await platform.advance(4_000);
  expect(ann.hints()).toEqual([]);
  expect(here.hub.heads.size).toBe(3);
});

test('[D1] a conversation that one has left is named by the poll of memberships alone', async () => {
  const { here, ann, log, platform } = await worldOfAnn();
  ann.hints();
  here.hub.heads.poll = () => Promise.resolve();
  log.commit('two', leaves('ann'));
  await platform.advance(2_000);
  expect(ann.hints()).toEqual(['two']);
});

test('[D2] what happens while an inbox opens is covered by the hint that says everything', async () => {
  const { node, log, settle } = peopleWorld();
  const [here, there] = [node(), node()];
  log.commit('one', joins('ann'));
  const watch = here.stream.watch.bind(here.stream);
  here.stream.watch = async (id) => {
    there.commit('one', says('before it is heard'));
    await watch(id);
  };
  const heads = log.heads.bind(log);
  log.heads = async (ids) => {
    const answer = await heads(ids);
    log.heads = heads;
    there.commit('one', says('after it was read'));
    return answer;
  };
  const ann = reading(here);
  await settle();
  // The snapshot may have been read at any moment before this.
  expect(ann.hints().at(-1)).toMatch(/all|one/);
  there.commit('one', says('hello'));
  await settle();
  expect(ann.hints()).toEqual(['one']);
});

test('[D1] a hint that promised too much hides nothing that comes', async () => {
  const { here, there, ann, redis, settle, platform } = await worldOfAnn();
  ann.hints();
  redis.wake({ type: 'reached', conversationId: 'one', seq: 50 });
  await settle();
  await platform.advance(2_000);
  ann.hints();
  there.commit('one', says('hello'));
  await settle();
  expect(ann.hints()).toEqual(['one']);
  expect(here.meter.failures).toEqual([]);
});

test('[D9] a restored log makes everything doubtful', async () => {
  const { ann, log, platform, there, settle } = await worldOfAnn();
  const restore = log.backup();
  there.commit('one', says('lost'));
  await settle();
  ann.hints();
  restore('second');
  await platform.advance(2_000);
  expect(ann.hints()[0]).toBe('all');
  there.commit('one', says('after'));
  await platform.advance(2_000);
  expect(ann.hints().at(-1)).toBe('one');
});

test('what is in no log is told to the person alone, on every node; nothing of it is awaited', async () => {
  const { here, there, ann, pubSub, settle } = await worldOfAnn();
  const [elsewhere, bob] = [reading(there), reading(there, 'bob')];
  await settle();
  for (const { hints } of [ann, elsewhere, bob]) hints();
  here.inbox.touched('ann', ['one', 'two']);
  here.inbox.touched('ann', []);
  await settle();
  expect([ann.hints(), elsewhere.hints(), bob.hints()]).toEqual([['one,two'], ['one,two'], []]);
  pubSub.isDown = true;
  here.inbox.touched('ann', ['one']);
  await settle();
  expect([ann.hints(), elsewhere.hints()]).toEqual([['one'], []]);
  expect(here.meter.failures.map(({ what }) => what)).toEqual(['inbox']);
});

test('[R4] after an uncertainty everything is doubted, everybody within two seconds but not all at once', async () => {
  const { here, pubSub, platform, settle } = await worldOfAnn();
  const many = Array.from({ length: 40 }, (_, n) => reading(here, `user ${n}`));
  await settle();
  for (const { hints } of many) hints();
  pubSub.isDown = true;
  pubSub.comeBack();
  await platform.advance(1_000);
  const early = many.filter(({ hints }) => hints().includes('all')).length;
  await platform.advance(1_000);
  const late = many.filter(({ hints }) => hints().includes('all')).length;
  expect(early + late).toBe(40);
  expect(Math.min(early, late)).toBeGreaterThan(5);
});

test('[D4] hints that nobody takes are merged; several readers share one watch', async () => {
  const { here, there, settle, reads } = await worldOfAnn();
  reads.length = 0;
  const slow = here.inbox.wakeups({ userId: 'ann', signal: new AbortController().signal });
  const first = slow.next();
  await settle();
  expect([here.inbox.size, here.hub.heads.size, reads.length]).toEqual([1, 2, 0]);
  there.commit('one', says('hello'));
  expect((await first).value).toEqual({ conversationIds: ['one'] });
  for (let n = 0; n < 50; n++) there.commit(n % 2 ? 'one' : 'two', says('hello'));
  await settle();
  expect(new Set((await slow.next()).value?.conversationIds)).toEqual(new Set(['one', 'two']));
});

test('an inbox ends with its signal, and is kept for a while for who comes back', async () => {
  const { here, there, ann, platform, settle, reads } = await worldOfAnn();
  ann.stop();
  await ann.done;
  expect([here.inbox.size, ann.isOver()]).toEqual([1, true]);
  await platform.advance(10_000);
  ann.hints();
  const again = reading(here);
  await settle();
  there.commit('one', says('hello'));
  await settle();
  expect(again.hints()).toEqual(['one']);
  again.stop();
  await platform.advance(40_000);
  reads.length = 0;
  await platform.advance(10_000);
  expect([here.inbox.size, here.hub.heads.size, reads]).toEqual([0, 0, []]);
});

test('one that is aborted before it begins, or when all is closed, is over at once', async () => {
  const { here, ann } = await worldOfAnn();
  const aborted = here.inbox.wakeups({ userId: 'ann', signal: AbortSignal.abort() });
  expect((await aborted.next()).done).toBe(true);
  here.inbox.close();
  await ann.done;
  const closed = here.inbox.wakeups({ userId: 'ann', signal: new AbortController().signal });
  expect((await closed.next()).done).toBe(true);
  expect(here.inbox.size).toBe(0);
});

test('a database that fails while an inbox opens only delays its first hint', async () => {
  const world = peopleWorld();
  const here = world.node();
  world.log.commit('one', joins('ann'));
  world.isBroken = true;
  const ann = reading(here);
  await world.platform.advance(2_000);
  expect(ann.hints()).toEqual([]);
  world.isBroken = false;
  const heads = world.log.heads.bind(world.log);
  world.log.heads = () => Promise.reject(new Error('the database is gone'));
  await world.platform.advance(2_000);
  expect(ann.hints()).toEqual([]);
  world.log.heads = heads;
  await world.platform.advance(2_000);
  expect(ann.hints()).toEqual(['all']);
});

import { expect, test } from 'vitest';
import { joins, leaves, peopleWorld } from '../testing/people-world.ts';

/** What a listener was told, without what repeats. */
function changes() {
  const told: string[] = [];
  return {
    told,
    listen: (ids: readonly string[]) => {
      const list = ids.join();
      if (told.at(-1) !== list) told.push(list);
    },
  };
}

test('[D1] a coming or going is known at once on every node, and within a poll when nobody says so', async () => {
  const { node, log, settle, platform } = peopleWorld();
  const [here, there] = [node(), node()];
  const [near, far] = [changes(), changes()];
  here.memberships.follow('ann', near.listen);
  there.memberships.follow('ann', far.listen);
  await settle();
  here.commit('one', joins('ann'));
  await settle();
  log.commit('two', joins('ann'));
  await platform.advance(1_999);
  expect([near.told, far.told]).toEqual([
    ['', 'one'],
    ['', 'one'],
  ]);
  await platform.advance(1);
  there.commit('one', leaves('ann'));
  await settle();
  for (const { told } of [near, far]) expect(told).toEqual(['', 'one', 'one,two', 'two']);
});

test('[D1] while Redis is down the own node still knows at once, the others within a poll', async () => {
  const { node, settle, platform, pubSub } = peopleWorld();
  const [here, there] = [node(), node()];
  const [near, far] = [changes(), changes()];
  here.memberships.follow('ann', near.listen);
  there.memberships.follow('ann', far.listen);
  await settle();
  pubSub.isDown = true;
  here.stream.append = () => Promise.reject(new Error('Redis is gone'));
  here.commit('one', joins('ann'));
  await settle();
  expect([near.told, far.told]).toEqual([['', 'one'], ['']]);
  await platform.advance(2_000);
  expect(far.told).toEqual(['', 'one']);
  here.commit('two', joins('ann'));
  pubSub.comeBack();
  await settle();
  expect(far.told).toEqual(['', 'one', 'one,two']);
});

test('one statement asks about everybody, in portions, and nobody is asked about who is not followed', async () => {
  const { node, reads, platform, settle } = peopleWorld();
  const { memberships, commit } = node();
  for (let n = 0; n < 1_200; n++) memberships.follow(`user ${n}`, () => {});
  await settle();
  reads.length = 0;
  await platform.advance(2_000);
  expect(reads).toEqual([500, 500, 200]);
  commit('room', joins('stranger'));
  await settle();
  expect(reads).toHaveLength(3);
});

test('news that come during a read are read after it, and an older answer never comes after a newer one', async () => {
  const { node, log, settle, reads } = peopleWorld();
  const { memberships, commit } = node();
  const { told, listen } = changes();
  const of = log.of.bind(log);
  let first = true;
  log.of = async (userIds) => {
    const answer = await of(userIds);
    if (first) {
      first = false;
      commit('one', joins('ann'));
      commit('two', joins('ann'));
    }
    return answer;
  };
  memberships.follow('ann', listen);
  await settle();
  expect(told).toEqual(['', 'one,two']);
  // At the beginning, when it was committed, and when it was published.
  expect(reads).toEqual([1, 1, 1]);
});

test('a database that fails is asked again with the next poll', async () => {
  const world = peopleWorld();
  const { memberships, meter, commit } = world.node();
  const { told, listen } = changes();
  memberships.follow('ann', listen);
  await world.settle();
  world.isBroken = true;
  commit('one', joins('ann'));
  await world.platform.advance(2_000);
  expect(told).toEqual(['']);
  expect(new Set(meter.failures.map(({ what }) => what))).toEqual(new Set(['inbox']));
  world.isBroken = false;
  await world.platform.advance(2_000);
  expect(told).toEqual(['', 'one']);
});

test('whoever stops following is told nothing more, and leaves nothing behind', async () => {
  const { node, platform, settle, reads } = peopleWorld();
  const { memberships, commit } = node();
  const [one, two] = [changes(), changes()];
  const stops = [memberships.follow('ann', one.listen), memberships.follow('ann', two.listen)];
  stops[0]?.();
  stops[0]?.();
  await settle();
  commit('one', joins('ann'));
  await settle();
  expect([one.told, two.told]).toEqual([[], ['', 'one']]);
  stops[1]?.();
  reads.length = 0;
  await platform.advance(10_000);
  expect(reads).toEqual([]);
  memberships.close();
});

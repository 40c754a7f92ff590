import { expect, test } from 'vitest';
import type { Happening } from '../sim/memory-log.ts';
import { RecordingSink } from '../testing/recording-sink.ts';
import { room, span, testWorld } from '../testing/test-world.ts';

const said: Happening = { type: 'message.created', body: 'said' };
const removed: Happening = { type: 'member.removed', userId: 'bob' };
const added: Happening = { type: 'member.added', userId: 'bob' };

/** A room of Ann and Bob, whose coming is event 2. */
function worldWithBob() {
  const world = testWorld();
  world.log.commit(room, added);
  const one = world.node();
  const commit = async (...happenings: Happening[]): Promise<void> => {
    const made = world.log.commit(room, ...happenings);
    one.hub.offer([made]);
    one.relay.publish([made]);
    await world.settle();
  };
  return { ...world, one, commit };
}

test('[D7] a live subscription ends exactly after the event that says so; others go on', async () => {
  const { one, commit, settle } = worldWithBob();
  const [bob, ann] = [one.follow(0, { userId: 'bob' }), one.follow(0)];
  await settle();
  await commit(said, removed, said, said);
  await commit(said);
  expect(bob.sink.told).toEqual(['started', 1, 2, 3, 4, 'ended']);
  expect(ann.sink.seqs).toEqual(span(1, 7));
  expect([bob.sink.breaches, ann.sink.breaches]).toEqual([[], []]);
  expect(one.hub.followerCount).toBe(1);
});

test('[D7] one that is removed while it catches up gets everything up to there and nothing later', async () => {
  const { one, commit, log, settle, platform } = worldWithBob();
  for (let n = 0; n < 30; n++) await commit(said);
  one.detours.after = async (question) => {
    if (question !== 'check') return;
    delete one.detours.after;
    await commit(removed, said);
  };
  const { sink } = one.follow(0, { userId: 'bob' });
  await settle();
  await platform.advance(5_000);
  expect(sink.told).toEqual(['started', ...span(1, 33), 'ended']);
  expect(log.last(room)).toBe(34);
});

test('[D7] a removal that a re-adding has followed is not forgotten: the subscription of before ends', async () => {
  const { one, commit, settle } = worldWithBob();
  const { sink } = one.follow(0, { userId: 'bob' });
  await settle();
  await commit(removed, said, added, said);
  expect(sink.told).toEqual(['started', 1, 2, 3, 'ended']);
});

test('[D7] and does not end the subscription of afterwards, which reads past it', async () => {
  const { one, commit, settle } = worldWithBob();
  await commit(removed, said, added, said);
  const { sink } = one.follow(0, { userId: 'bob' });
  await settle();
  await commit(said, removed, said);
  expect(sink.told).toEqual(['started', ...span(1, 8), 'ended']);
});

test('[D7][D4] a slow subscriber that was removed still gets what came before, at its own pace', async () => {
  const { one, commit, settle } = worldWithBob();
  const { sink, handle } = one.follow(0, { userId: 'bob' });
  await settle();
  sink.isOpen = false;
  await commit(said);
  await commit(said);
  await commit(removed, said);
  await commit(said);
  expect(sink.told).toEqual(['started', 1, 2, 3]);
  for (let n = 0; n < 3; n++) {
    sink.drain();
    handle.resume();
    await settle();
  }
  expect(sink.told).toEqual(['started', 1, 2, 3, 4, 5, 'ended']);
  expect(sink.breaches).toEqual([]);
});

test('[D7] two of one batch end each at their own event', async () => {
  const { one, commit, settle, log } = worldWithBob();
  log.commit(room, { type: 'member.added', userId: 'eve' });
  const [bob, eve] = [one.follow(3, { userId: 'bob' }), one.follow(3, { userId: 'eve' })];
  await settle();
  await commit(said, removed, said, { type: 'member.removed', userId: 'eve' }, said);
  expect(bob.sink.told).toEqual(['started', 4, 5, 'ended']);
  expect(eve.sink.told).toEqual(['started', 4, 5, 6, 7, 'ended']);
});

test('[D7] whoever subscribes after a removal is a stranger', async () => {
  const { one, commit, settle } = worldWithBob();
  await commit(removed);
  const { sink } = one.follow(2, { userId: 'bob', sink: new RecordingSink() });
  await settle();
  expect(sink.told).toEqual(['refused NOT_A_MEMBER']);
});

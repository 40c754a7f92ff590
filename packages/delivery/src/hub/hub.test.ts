import { expect, test } from 'vitest';
import { room, span, testWorld } from '../testing/test-world.ts';

test('[D1] what follows a cursor comes from the newest tier that has it: the ring, the stream, the log', async () => {
  const { node, log, redis, settle } = testWorld();
  const { send, follow, meter, stream } = node({ ringEntries: 20, ringBackfill: 10 });
  const { handle } = follow(null);
  // The first 50 are only in the log, 51 to 200 in the stream too, the last 20 in the ring as well.
  log.send(room, 49);
  for (let n = 0; n < 15; n++) await send(10);
  const first = redis.window(`${stream.epoch}/${room}`)?.entries ?? new Map();
  for (const seq of span(1, 50)) first.delete(seq);
  const tiersOf = async (cursor: number) => {
    Object.assign(meter.tiers, { ring: 0, stream: 0, log: 0 });
    const { sink, handle: mine } = follow(cursor);
    await settle();
    expect(sink.told).toEqual(['started', ...span(cursor + 1, 200)]);
    expect(sink.breaches).toEqual([]);
    mine.close();
    return { ...meter.tiers };
  };
  expect(await tiersOf(188)).toEqual({ ring: 12, stream: 0, log: 0 });
  expect(await tiersOf(100)).toEqual({ ring: 0, stream: 100, log: 0 });
  expect(await tiersOf(40)).toEqual({ ring: 0, stream: 0, log: 160 });
  handle.close();
});

test('[D1] a wake-up brings what another node committed at once; a lost one costs a poll, never an event', async () => {
  const { node, log, platform, settle } = testWorld();
  const [here, there] = [node(), node()];
  const { sink } = here.follow(0);
  await settle();
  await there.send(2);
  expect(sink.seqs).toEqual([1, 2, 3]);
  log.send(room, 2);
  await platform.advance(1_999);
  expect(sink.seqs).toEqual([1, 2, 3]);
  await platform.advance(1);
  expect(sink.seqs).toEqual([1, 2, 3, 4, 5]);
});

test('[D1] a wake-up that promises too much is not believed, and the next true one is', async () => {
  const { node, redis, settle, log } = testWorld();
  const { follow } = node();
  const { sink } = follow(0);
  await settle();
  redis.wake({ type: 'reached', conversationId: room, seq: 99 });
  await settle();
  expect(sink.seqs).toEqual([1]);
  log.send(room);
  redis.wake({ type: 'reached', conversationId: room, seq: 99 });
  await settle();
  expect(sink.seqs).toEqual([1, 2]);
});

test('[D3] what this node commits reaches its own subscribers without Redis, in whatever order answers come', async () => {
  const { node, log, settle } = testWorld();
  const { hub, follow, stream } = node();
  stream.append = () => Promise.reject(new Error('Redis is gone'));
  stream.read = () => Promise.reject(new Error('Redis is gone'));
  stream.watch = () => Promise.reject(new Error('Redis is gone'));
  const { sink } = follow(0);
  await settle();
  const [second, third, fourth] = [log.send(room), log.send(room), log.send(room)];
  hub.offer([third]);
  hub.offer([second]);
  hub.offer([fourth]);
  hub.offer([third]);
  await settle();
  expect(sink.seqs).toEqual([1, 2, 3, 4]);
  expect(sink.breaches).toEqual([]);
});

test('[D4] one batch is made for all who stand at the same place, live or catching up', async () => {
  const { node, settle } = testWorld();
  const { send, follow } = node({ batchEntries: 100 });
  const all = [follow(0), follow(0), follow(0)];
  await settle();
  await send(250);
  const late = [follow(1), follow(1), follow(40), follow(40)];
  await settle();
  const batchesOf = (at: number) => late[at]?.sink.batches ?? [];
  expect(new Set(all.flatMap(({ sink }) => sink.batches)).size).toBe(1 + 3);
  expect(batchesOf(0).map(({ firstSeq, lastSeq }) => [firstSeq, lastSeq])).toEqual([
    [2, 101],
    [102, 201],
    [202, 251],
  ]);
  expect(batchesOf(1)).toEqual(batchesOf(0));
  for (const at of [0, 2]) for (const [n, batch] of batchesOf(at).entries()) expect(batchesOf(at + 1)[n]).toBe(batch);
});

test('[A1] a stranger is refused, and opens nothing', async () => {
  const { node, settle } = testWorld();
  const { follow, hub } = node();
  const [stranger, nowhere] = [follow(0, { userId: 'eve' }), follow(5, { userId: 'eve' })];
  await settle();
  for (const { sink } of [stranger, nowhere]) expect(sink.told).toEqual(['refused NOT_A_MEMBER']);
  expect([hub.followerCount, hub.heads.size]).toEqual([0, 0]);
});

test('a database that fails at admission is asked again, and the subscriber told once', async () => {
  const { node, platform, settle } = testWorld();
  const { follow, detours, meter } = node();
  const failing = new Set(['check', 'heads', 'read']);
  detours.before = (question) => {
    if (failing.has(question)) throw new Error(`no ${question}`);
  };
  const { sink } = follow('other.5');
  await settle();
  expect(sink.told).toEqual([]);
  failing.delete('check');
  await platform.advance(6_000);
  expect(sink.told).toEqual(['started', 'reset 1']);
  failing.clear();
  await platform.advance(6_000);
  await node().send();
  expect(sink.told).toEqual(['started', 'reset 1', 2]);
  expect(meter.resets).toEqual(['epoch']);
});

test('a database that stays away is asked less and less often', async () => {
  const { node, platform, settle } = testWorld();
  const { follow, detours } = node();
  let asked = 0;
  detours.before = (question) => {
    if (question !== 'check') return;
    asked++;
    throw new Error('the database is gone');
  };
  const { sink } = follow(0);
  await platform.advance(1_000);
  const early = asked;
  await platform.advance(60_000);
  expect(early).toBeGreaterThanOrEqual(2);
  expect(asked).toBeLessThan(40);
  delete detours.before;
  await platform.advance(6_000);
  expect(sink.told).toEqual(['started', 1]);
  await settle();
});

test('a closed subscription is told nothing more, at whatever moment it is closed', async () => {
  const { node, platform, settle } = testWorld();
  const { follow, hub, detours, send } = node();
  for (const question of ['check', 'heads', 'read'] as const) {
    detours.before = (asked) => {
      if (asked === question) subscription.handle.close();
    };
    const subscription = follow(0);
    await settle();
    expect(subscription.sink.seqs).toEqual([]);
    expect(subscription.sink.breaches).toEqual([]);
    await platform.advance(20_000);
  }
  delete detours.before;
  const live = follow(0);
  await settle();
  live.handle.close();
  live.handle.close();
  live.handle.resume();
  await send();
  expect(live.sink.seqs).toEqual([1]);
  expect(hub.followerCount).toBe(0);
  // The room lingers, then what was registered for it does; the poll goes on.
  await platform.advance(31_000);
  expect([hub.heads.size, platform.pendingTimers()]).toEqual([0, 1]);
});

test('a hub that closes says nothing and leaves nothing behind', async () => {
  const { node, platform, settle } = testWorld();
  const { follow, hub, send } = node();
  const [one, two] = [follow(0), follow(null)];
  await settle();
  one.handle.close();
  hub.close();
  await send();
  await platform.advance(60_000);
  expect([one.sink.told, two.sink.told]).toEqual([['started', 1], ['started']]);
  expect([hub.followerCount, platform.pendingTimers()]).toEqual([0, 0]);
});

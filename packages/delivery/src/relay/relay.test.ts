import type { LogEntry } from '@nova/contract';
import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { readFrom, seqsOf } from '../contracts/describe-event-stream.ts';
import { room, span, testWorld } from '../testing/test-world.ts';
import { Relay, relayDefaults, type RelayOptions } from './relay.ts';

/** A relay of its own on the world's Redis, and what it appended, call by call. */
function relayOn(world: ReturnType<typeof testWorld>, options: Partial<RelayOptions> = {}) {
  const { stream, meter } = world.node();
  const appends: number[][] = [];
  const append = stream.append.bind(stream);
  stream.append = (id, entries) => {
    appends.push(seqsOf(entries));
    return append(id, entries);
  };
  const { log, platform } = world;
  const relay = new Relay({ ...relayDefaults, log, outbox: log, stream, platform, meter, ...options });
  return { relay, stream, meter, appends, append };
}

test('[R1] what is committed while an append is under way rides in the next one, as one', async () => {
  const world = testWorld();
  const { relay, stream, appends, append } = relayOn(world);
  const arriving = gate();
  stream.append = async (id, entries) => {
    appends.push(seqsOf(entries));
    await arriving.pass();
    return append(id, entries);
  };
  for (let n = 0; n < 20; n++) relay.publish([world.log.send(room)]);
  relay.publish([world.log.send('elsewhere', 3)]);
  await arriving.arrived(2);
  expect(relay.queuedEvents).toBe(23);
  arriving.open();
  await relay.drain();
  expect(appends).toEqual([[2], [1, 2, 3], span(3, 21)]);
  expect([relay.queuedEvents, world.log.backlog]).toEqual([0, 1]);
});

test('[R1] commits that come in another order are appended in theirs; what is missing is read from the log', async () => {
  const world = testWorld();
  const { relay, stream, meter, append, appends } = relayOn(world);
  const [two, three, four, , six] = [1, 2, 3, 4, 5].map(() => [world.log.send(room)]);
  const arriving = gate();
  stream.append = async (id, entries) => {
    await arriving.pass();
    appends.push(seqsOf(entries));
    return append(id, entries);
  };
  for (const commits of [two, six, four, three]) relay.publish(commits ?? []);
  arriving.open();
  await relay.drain();
  expect(appends).toEqual([[2], [3, 4], [6], [5], [6]]);
  expect(seqsOf(await readFrom(stream, room, 1))).toEqual([2, 3, 4, 5, 6]);
  expect(meter.filledCount).toBe(1);
});

test('[R1] a long hole is filled piece by piece, and trimmed on the way', async () => {
  const world = testWorld();
  const { relay, stream, appends, meter } = relayOn(world, { appendEntries: 100 });
  await stream.append(room, world.log.send(room).entries);
  world.log.send(room, 450);
  appends.length = 0;
  relay.publish([world.log.send(room, 250)]);
  await relay.drain();
  expect(seqsOf(await readFrom(stream, room, 1))).toEqual(span(2, 702));
  expect(appends.map((seqs) => [seqs[0], seqs.at(-1)])).toEqual([
    [453, 552],
    [3, 102],
    [103, 202],
    [203, 302],
    [303, 402],
    [403, 452],
    [453, 552],
    [553, 652],
    [653, 702],
  ]);
  expect([meter.filledCount, meter.trimCount]).toEqual([450, 7]);
});

test('[R1] a stream that goes back while a hole is being filled is filled from where it is then', async () => {
  const world = testWorld();
  const { relay, stream, appends, append } = relayOn(world, { appendEntries: 10 });
  await stream.append(room, world.log.send(room).entries);
  const goBack = world.redis.snapshot();
  world.log.send(room, 50);
  stream.append = async (id, entries) => {
    appends.push(seqsOf(entries));
    if (appends.length === 4) goBack();
    return append(id, entries);
  };
  relay.publish([world.log.send(room)]);
  await relay.drain();
  expect(seqsOf(await readFrom(stream, room, 1))).toEqual(span(2, 53));
});

test('[R1] a hole that the log cannot fill is given up, not tried for ever', async () => {
  const world = testWorld();
  const { relay, stream, meter } = relayOn(world);
  await stream.append(room, world.log.send(room).entries);
  const entries = [{ seq: 9, text: '{}' }];
  relay.publish([{ conversationId: room, outboxId: 'none', epoch: world.log.epoch, entries }]);
  await relay.drain();
  expect(meter.failures.map(({ what }) => what)).toEqual(['append']);
  expect(seqsOf(await readFrom(stream, room, 1))).toEqual([2]);
});

test('[R2] what could not be appended keeps its row; what was loses it, together with others', async () => {
  const world = testWorld();
  const removals: number[] = [];
  const { log, platform } = world;
  const outbox = {
    pending: log.pending.bind(log),
    remove: (ids: readonly string[]) => {
      removals.push(ids.length);
      return log.remove(ids);
    },
  };
  const { relay, stream, append } = relayOn(world, { outbox });
  stream.append = () => Promise.reject(new Error('Redis is gone'));
  relay.publish([log.send(room)]);
  await platform.advance(100);
  expect(log.backlog).toBe(2);
  stream.append = append;
  for (let n = 0; n < 5; n++) relay.publish([log.send(room)]);
  await platform.advance(relayDefaults.removeAfterMs - 1);
  expect(removals).toEqual([]);
  await platform.advance(1);
  expect([removals, log.backlog]).toEqual([[5], 2]);
});

test('[W7] publishing returns at once and never throws, and beyond its bound leaves the rest to the sweeper', async () => {
  const world = testWorld();
  const { relay, stream } = relayOn(world, { maxQueued: 10 });
  stream.append = () => new Promise(() => {});
  for (let n = 0; n < 100; n++) relay.publish([world.log.send(room, 3)]);
  expect(relay.queuedEvents).toBe(9);
});

test('[R2] inboxes are told of what was appended before its row goes, and again when that failed', async () => {
  const world = testWorld();
  const told: number[][] = [];
  let isReachable = false;
  const announce = (entries: readonly LogEntry[]): Promise<void> => {
    told.push(seqsOf(entries));
    return isReachable ? Promise.resolve() : Promise.reject(new Error('Redis is gone'));
  };
  const { relay } = relayOn(world, { announce });
  relay.publish([world.log.send(room)]);
  await relay.drain();
  expect([told, world.log.backlog]).toEqual([[[2]], 2]);
  isReachable = true;
  await relay.publishFromLog(room, 2, 2);
  expect(told).toEqual([[2], [2]]);
});

/** How often a way of trimming trims, and what it leaves, after 1,000 events of one each. */
async function trimming(how: 'every append' | 'never' | 'as the relay does') {
  const world = testWorld();
  const { relay, stream, append } = relayOn(world);
  let trims = 0;
  const trim = stream.trim.bind(stream);
  stream.trim = (id) => {
    trims++;
    return trim(id);
  };
  for (let n = 0; n < 3_000; n++) {
    const commit = world.log.send(room);
    if (how === 'as the relay does') {
      relay.publish([commit]);
      await relay.drain();
      continue;
    }
    await append(room, commit.entries);
    if (how === 'every append') await stream.trim(room);
  }
  return { trims, kept: world.redis.window(`first/${room}`)?.entries.size ?? 0 };
}

test('[R3] trimming on every append costs as many commands again, and not trimming grows without end', async () => {
  expect(await trimming('every append')).toEqual({ trims: 3_000, kept: 1_000 });
  expect(await trimming('never')).toEqual({ trims: 0, kept: 3_000 });
});

test('[R3] the relay trims once per hundred events, and keeps its bound', async () => {
  const { trims, kept } = await trimming('as the relay does');
  expect(trims).toBe(30);
  expect(kept).toBeGreaterThanOrEqual(1_000);
  expect(kept).toBeLessThanOrEqual(1_100);
});

test('[R3] nothing waits for a trim, and one that fails is made up for by the next', async () => {
  const world = testWorld();
  const { relay, stream, meter } = relayOn(world);
  stream.trim = () => new Promise(() => {});
  relay.publish([world.log.send(room, 150)]);
  await relay.drain();
  stream.trim = () => Promise.reject(new Error('Redis is gone'));
  relay.publish([world.log.send(room, 150)]);
  await relay.drain();
  await world.settle();
  expect(seqsOf(await readFrom(stream, room, 1))).toEqual(span(2, 301));
  expect(meter.failures.map(({ what }) => what)).toEqual(['trim']);
});

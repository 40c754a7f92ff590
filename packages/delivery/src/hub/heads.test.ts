import { gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { room, testWorld } from '../testing/test-world.ts';
import type { HeadListener } from './heads.ts';

class Ear implements HeadListener {
  readonly heard: (string | number)[] = [];

  reached(seq: number): void {
    this.heard.push(seq);
  }

  erased(seqs: readonly number[]): void {
    this.heard.push(`erased ${seqs.join()}`);
  }

  epochChanged(epoch: string): void {
    this.heard.push(`epoch ${epoch}`);
  }
}

test('[D1] three sources tell how far a log reaches: wake-ups, own commits, and the log itself every 2 s', async () => {
  const { node, log, platform } = testWorld();
  const [here, there] = [node(), node()];
  const ear = new Ear();
  await here.hub.heads.watch(room, ear).ready;
  await there.send();
  expect(ear.heard).toEqual([2]);
  here.hub.offer([log.send(room)]);
  expect(ear.heard).toEqual([2, 3]);
  log.send(room);
  await platform.advance(1_999);
  expect(ear.heard).toEqual([2, 3]);
  await platform.advance(1);
  expect(ear.heard).toEqual([2, 3, 4]);
  await there.stream.erase(room, [2]);
  expect(ear.heard.at(-1)).toBe('erased 2');
});

test('[D1] late news are no news, the same news are told again', async () => {
  const { node } = testWorld();
  const { hub } = node();
  const ear = new Ear();
  await hub.heads.watch(room, ear).ready;
  for (const seq of [5, 4, 5, 6]) hub.heads.reached(room, seq);
  expect(ear.heard).toEqual([5, 5, 6]);
  expect(hub.heads.known(room)).toBe(6);
  expect(hub.heads.known('elsewhere')).toBe(0);
});

test('[D1] a hint that promised too much keeps nobody from what the log has', async () => {
  const { node, log, platform } = testWorld();
  const { hub, follow } = node();
  const { sink } = follow(0);
  const ear = new Ear();
  await hub.heads.watch(room, ear).ready;
  await platform.advance(0);
  hub.heads.reached(room, 50);
  log.send(room);
  await platform.advance(2_000);
  expect([ear.heard, sink.seqs]).toEqual([
    [50, 2],
    [1, 2],
  ]);
  hub.heads.reached(room, 3);
  expect(ear.heard).toEqual([50, 2, 3]);
});

test('[D1] when hints may have been lost the log is asked at once, and again if it was being asked', async () => {
  const { node, log, redis, settle } = testWorld();
  const { hub, detours } = node();
  const ear = new Ear();
  await hub.heads.watch(room, ear).ready;
  const answer = gate();
  detours.after = () => answer.pass();
  redis.wake({ type: 'unsure' });
  await answer.arrived();
  log.send(room);
  redis.wake({ type: 'unsure' });
  answer.open();
  await settle();
  expect(ear.heard).toEqual([1, 2]);
});

test('[D1] a Redis that refuses or stays silent keeps nobody waiting, and is asked again with every poll', async () => {
  const { node, platform } = testWorld();
  const { hub, stream, meter } = node();
  const watch = stream.watch.bind(stream);
  stream.watch = () => Promise.reject(new Error('Redis is gone'));
  await hub.heads.watch(room, new Ear()).ready;
  expect(meter.failures.map(({ what }) => what)).toEqual(['watch']);

  stream.watch = () => new Promise(() => {});
  let isReady = false;
  void hub.heads.watch('elsewhere', new Ear()).ready.then(() => (isReady = true));
  await platform.advance(999);
  expect(isReady).toBe(false);
  await platform.advance(1);
  expect(isReady).toBe(true);

  const watched: string[] = [];
  stream.watch = (conversationId) => {
    watched.push(conversationId);
    return watch(conversationId);
  };
  await platform.advance(4_000);
  expect(watched).toEqual([room]);
});

test('a conversation is forgotten a while after its last listener left, and kept for who comes back', async () => {
  const { node, platform } = testWorld();
  const { hub, stream } = node();
  const unwatched: string[] = [];
  stream.unwatch = (conversationId) => unwatched.push(conversationId);
  const first = hub.heads.watch(room, new Ear());
  first.unwatch();
  await platform.advance(14_000);
  const second = hub.heads.watch(room, new Ear());
  await platform.advance(20_000);
  expect([hub.heads.size, unwatched]).toEqual([1, []]);
  second.unwatch();
  second.unwatch();
  await platform.advance(15_000);
  expect([hub.heads.size, unwatched]).toEqual([0, [room]]);
});

test('[D9] an epoch is believed from a poll only: a late answer of the old log changes nothing', async () => {
  const { node, log } = testWorld();
  const { hub } = node();
  const ear = new Ear();
  await hub.heads.watch(room, ear).ready;
  hub.heads.reached(room, 50);
  log.backup()('second');
  expect(await hub.heads.agrees('second')).toBe(true);
  expect(ear.heard).toEqual([50, 'epoch second', 1]);
  expect(await hub.heads.agrees('first')).toBe(false);
  expect(hub.heads.epoch).toBe('second');
});

test('[D9] whoever asks about an epoch waits for an answer that was asked for afterwards', async () => {
  const { node, log } = testWorld();
  const { hub, detours } = node();
  const answering = gate();
  detours.after = () => answering.pass();
  void hub.heads.poll();
  await answering.arrived();
  log.backup()('second');
  const agrees = hub.heads.agrees('second');
  answering.open();
  expect(await agrees).toBe(true);
});

test('[D1] a log that cannot be asked is asked again with the next poll', async () => {
  const { node, platform, log } = testWorld();
  const { hub, detours, meter } = node();
  const ear = new Ear();
  await hub.heads.watch(room, ear).ready;
  log.send(room);
  detours.before = () => Promise.reject(new Error('the database is gone'));
  await platform.advance(2_000);
  expect([ear.heard, meter.failures.map(({ what }) => what)]).toEqual([[], ['poll']]);
  detours.before = () => {};
  await platform.advance(2_000);
  expect(ear.heard).toEqual([2]);
});

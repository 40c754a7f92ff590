import { expect, test } from 'vitest';
import { testWorld } from '../testing/test-world.ts';

const tooFar = { maxLagEvents: 100 };

test('[D5] a cursor too far behind gets a reset to the present, and goes on from there', async () => {
  const { node, settle } = testWorld();
  const { send, follow, meter } = node(tooFar);
  await send(150);
  const [behind, within] = [follow(50), follow(51)];
  await settle();
  await send();
  expect(behind.sink.told).toEqual(['started', 'reset 151', 152]);
  expect(within.sink.seqs.length).toBe(101);
  expect(meter.resets).toEqual(['behind']);
});

test('[D5] one that falls too far behind while it is subscribed as well', async () => {
  const { node, settle } = testWorld();
  const { send, follow, meter } = node(tooFar);
  const { sink, handle } = follow(0);
  await settle();
  sink.isOpen = false;
  await send();
  await send(150);
  sink.isOpen = true;
  sink.drain();
  handle.resume();
  await settle();
  await send();
  expect(sink.told).toEqual(['started', 1, 2, 'reset 152', 153]);
  expect(sink.breaches).toEqual([]);
  expect(meter.resets).toEqual(['behind']);
});

test('[D5][D7] and is told that it is no member any more, if it is none', async () => {
  const { node, settle, log } = testWorld();
  const { send, follow } = node(tooFar);
  const { sink, handle } = follow(0);
  await settle();
  sink.isOpen = false;
  await send();
  log.commit('room', { type: 'member.removed', userId: 'ann' });
  await send(150);
  sink.drain();
  handle.resume();
  await settle();
  expect(sink.told).toEqual(['started', 1, 2, 'refused NOT_A_MEMBER']);
});

test('[D5] a cursor from the future or of no kind is BAD_CURSOR', async () => {
  const { node, settle, log } = testWorld();
  const { follow, hub } = node();
  for (const cursor of [`${log.epoch}.2`, 'nonsense', `${log.epoch}.-1`, `${log.epoch}.1e3`, '']) {
    const { sink } = follow(cursor);
    await settle();
    expect(sink.told).toEqual(['refused BAD_CURSOR']);
  }
  expect(hub.followerCount).toBe(0);
});

test('[D1] no cursor means from now on', async () => {
  const { node, settle } = testWorld();
  const { send, follow } = node();
  await send(5);
  const { sink } = follow(null);
  await settle();
  await send();
  expect(sink.told).toEqual(['started', 7]);
});

test('[D5] who is reset with a full socket waits for it like everybody', async () => {
  const { node, settle } = testWorld();
  const { send, follow } = node(tooFar);
  await send(150);
  const { sink, handle } = follow(3);
  sink.isOpen = false;
  await settle();
  await send();
  expect(sink.told).toEqual(['started', 'reset 151']);
  sink.isOpen = true;
  sink.drain();
  handle.resume();
  await settle();
  expect(sink.told).toEqual(['started', 'reset 151', 152]);
});

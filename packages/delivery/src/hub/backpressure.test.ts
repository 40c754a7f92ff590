import { expect, test } from 'vitest';
import { RecordingSink } from '../testing/recording-sink.ts';
import { span, testWorld } from '../testing/test-world.ts';

test('[D4] a sink that answers false gets nothing more until it resumes; nobody else waits for it', async () => {
  const { node, settle } = testWorld();
  const { send, follow } = node();
  const [slow, quick] = [follow(0), follow(0)];
  await settle();
  slow.sink.isOpen = false;
  await send(3);
  for (let n = 0; n < 20; n++) await send(10);
  expect(slow.sink.seqs).toEqual(span(1, 4));
  expect(quick.sink.seqs).toEqual(span(1, 204));
  slow.sink.drain();
  slow.handle.resume();
  slow.handle.resume();
  await settle();
  expect(slow.sink.seqs.length).toBeGreaterThan(4);
  slow.sink.isOpen = true;
  slow.sink.drain();
  slow.handle.resume();
  await settle();
  await send();
  expect(slow.sink.seqs).toEqual(span(1, 205));
  expect(slow.sink.breaches).toEqual([]);
});

test('[D4] what waits for a slow subscriber is nowhere: neither batches nor reads grow with it', async () => {
  const { node, settle } = testWorld();
  const { send, follow, meter } = node({ ringEntries: 10, ringBackfill: 10 });
  const slow = Array.from({ length: 50 }, () => follow(0));
  await settle();
  for (const { sink } of slow) sink.isOpen = false;
  await send();
  const before = { ...meter.tiers };
  for (let n = 0; n < 200; n++) await send(5);
  expect(meter.tiers).toEqual(before);
  for (const { sink } of slow) expect(sink.seqs).toEqual([1, 2]);
});

test('[D4] a sink that shares a socket is asked first, before a read and before a batch', async () => {
  const { node, settle } = testWorld();
  const { send, follow, meter } = node({ ringEntries: 10, ringBackfill: 10 });
  await send(100);
  const sink = new RecordingSink();
  sink.isFree = false;
  const { handle } = follow(0, { sink });
  await settle();
  const { tiers } = meter;
  expect([sink.told, { ...tiers }]).toEqual([['started'], { ring: 0, stream: 10, log: 0 }]);
  sink.isFree = true;
  handle.resume();
  await settle();
  expect(sink.seqs).toEqual(span(1, 101));
  sink.isFree = false;
  await send();
  sink.isFree = true;
  handle.resume();
  await settle();
  expect(sink.seqs).toEqual(span(1, 102));
  expect(sink.breaches).toEqual([]);
});

test('[D4] a sink that fills while a read for it is under way gets it later, from wherever it is then', async () => {
  const { node, settle, redis } = testWorld();
  const { send, follow, detours } = node({ ringEntries: 10, ringBackfill: 10 });
  await send(100);
  redis.wipe();
  const { sink, handle } = follow(0);
  detours.after = (question, afterSeq) => {
    if (question === 'read' && afterSeq === 0) sink.isFree = false;
  };
  await settle();
  expect(sink.told).toEqual(['started']);
  sink.isFree = true;
  delete detours.after;
  handle.resume();
  await settle();
  expect(sink.seqs).toEqual(span(1, 101));
  expect(sink.breaches).toEqual([]);
});

test('[D4] one that resumes in the very step in which its catching up ends is not forgotten', async () => {
  const { node, settle } = testWorld();
  const { send, follow } = node();
  const sink = new RecordingSink();
  sink.isOpen = false;
  const { handle } = follow(0, { sink });
  await settle();
  for (let n = 0; n < 5; n++) {
    sink.drain();
    handle.resume();
    await send();
  }
  sink.isOpen = true;
  sink.drain();
  handle.resume();
  await settle();
  expect(sink.seqs).toEqual(span(1, 6));
  expect(sink.breaches).toEqual([]);
});

import { fakePlatform } from '@nova/testkit';
import { expect, test } from 'vitest';
import { seqsOf, testRun } from '../contracts/describe-event-stream.ts';
import { MemoryEventStream, MemoryRedis } from '../stream/memory-event-stream.ts';
import { TestMeter } from '../testing/test-meter.ts';
import { Tiers } from './tiers.ts';

const nothingErased = (): boolean => false;

async function tiersOver(firstInStream: number, last: number) {
  const platform = fakePlatform();
  const meter = new TestMeter();
  const stream = new MemoryEventStream(new MemoryRedis(), 1_000);
  await stream.append('room', testRun(firstInStream, last));
  const log = {
    read: (_id: string, afterSeq: number, limit: number) =>
      Promise.resolve(testRun(afterSeq + 1, Math.min(last, afterSeq + limit))),
    heads: () => Promise.reject(new Error('not asked')),
  };
  const tiers = new Tiers({ log, stream, platform, meter, streamPauseMs: 1_000 });
  const from = (afterSeq: number, more: { knowsSeq?: number; isErased?: (seq: number) => boolean } = {}) =>
    tiers.after('room', { afterSeq, limit: 4, knowsSeq: more.knowsSeq ?? 0 }, more.isErased ?? nothingErased);
  return { platform, meter, stream, from };
}

test('[D1] the stream answers what it has, the log the rest', async () => {
  const { from, meter } = await tiersOver(10, 20);
  expect(seqsOf(await from(9))).toEqual([10, 11, 12, 13]);
  expect(meter.tiers).toEqual({ ring: 0, stream: 4, log: 0 });
  expect(seqsOf(await from(8))).toEqual([9, 10, 11, 12]);
  expect(meter.tiers).toEqual({ ring: 0, stream: 4, log: 4 });
  expect(await from(20)).toEqual([]);
});

test('[X1] what was erased is never taken from the stream, nor anything from one that may not know of it', async () => {
  const { from, meter } = await tiersOver(1, 20);
  expect(seqsOf(await from(0, { isErased: (seq) => seq === 3 }))).toEqual([1, 2]);
  expect(meter.tiers).toEqual({ ring: 0, stream: 2, log: 0 });
  await from(2, { isErased: (seq) => seq === 3 });
  await from(4, { knowsSeq: 21 });
  expect(meter.tiers).toEqual({ ring: 0, stream: 2, log: 8 });
});

test('[D1] a stream that fails is left alone for a while, and slows nobody twice', async () => {
  const { from, meter, stream, platform } = await tiersOver(1, 20);
  let asked = 0;
  const read = stream.read.bind(stream);
  stream.read = () => {
    asked++;
    return Promise.reject(new Error('Redis is gone'));
  };
  expect(seqsOf(await from(0))).toEqual([1, 2, 3, 4]);
  expect(seqsOf(await from(4))).toEqual([5, 6, 7, 8]);
  await platform.advance(999);
  await from(8);
  expect(asked).toBe(1);
  expect(meter.failures).toHaveLength(1);
  stream.read = read;
  await platform.advance(1);
  await from(8);
  expect(meter.tiers).toEqual({ ring: 0, stream: 4, log: 12 });
});

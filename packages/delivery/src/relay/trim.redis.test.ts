import { testRedis } from '@nova/testkit';
import { expect, test } from 'vitest';
import { testRun } from '../contracts/describe-event-stream.ts';
import type { RedisConnection } from '../stream/redis-connection.ts';
import { keys } from '../stream/keys.ts';
import { redisKinds } from '../testing/redis-kinds.ts';
import { redisNode } from '../testing/redis-node.ts';
import { redisWorld } from '../testing/redis-world.ts';
import { room } from '../testing/test-world.ts';

const keepEntries = 1_000;
/** A stream is cut in whole pieces of so many entries. */
const pieceEntries = 100;

async function trimsOf(commands: RedisConnection): Promise<number> {
  const stats = await commands.info('commandstats');
  return Number(/cmdstat_xtrim:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

for (const kind of redisKinds) {
  test(`[R3] a stream keeps at least its newest entries and a tenth more at most, for one XTRIM per hundred events (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using world = redisWorld(redis.url);
    const { send, relay, redis: node, stream } = await world.node({ keepEntries });
    const lengths: number[] = [];
    for (let n = 0; n < 300; n++) {
      send(10);
      await relay.drain();
      lengths.push(await node.commands.xlen(keys.stream('first', room)));
    }
    const last = world.log.last(room);
    expect(last).toBe(3_001);
    expect(await trimsOf(node.commands)).toBe(30);
    const full = lengths.slice(200);
    expect(Math.min(...full)).toBeGreaterThanOrEqual(keepEntries);
    expect(Math.max(...full)).toBeLessThanOrEqual(keepEntries * 1.1 + pieceEntries);
    const newest = await stream.read(room, { afterSeq: last - keepEntries, limit: keepEntries, knowsSeq: last });
    expect(newest.length).toBe(keepEntries);
  });

  test(`[R3] a big stream keeps at least its newest entries and a tenth more at most, pieces and all (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using world = redisWorld(redis.url);
    const { send, relay, redis: node } = await world.node({ keepEntries: 5_000 });
    const lengths: number[] = [];
    for (let n = 0; n < 70; n++) {
      send(100);
      await relay.drain();
      lengths.push(await node.commands.xlen(keys.stream('first', room)));
    }
    const full = lengths.slice(50);
    expect(Math.min(...full)).toBeGreaterThanOrEqual(5_000);
    expect(Math.max(...full)).toBeLessThanOrEqual(5_500);
  });

  test(`[R3] trimming at every append costs one more command each, and never trimming is not bounded (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using node = await redisNode(redis.url);
    const [eager, never] = [node.stream({ keepEntries }), node.stream()];
    for (let seq = 1; seq <= 3_000; seq += 10) {
      await eager.append('eager', testRun(seq, seq + 9));
      await eager.trim('eager');
      await never.append('never', testRun(seq, seq + 9));
    }
    expect(await trimsOf(node.commands)).toBe(300);
    expect(await node.commands.xlen(keys.stream('first', 'never'))).toBe(3_000);
  });

  test(`[R3] a stream without news expires, and every append puts that off (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using node = await redisNode(redis.url);
    const stream = node.stream({ idleTtlSeconds: 604_800 });
    const name = keys.stream('first', room);
    await stream.append(room, testRun(1, 1));
    expect(await node.commands.ttl(name)).toBeGreaterThan(604_700);
    await node.commands.expire(name, 10);
    await stream.append(room, testRun(2, 2));
    expect(await node.commands.ttl(name)).toBeGreaterThan(604_700);
    await node.commands.expire(name, 10);
    await stream.erase(room, [1]);
    await stream.trim(room);
    expect(await node.commands.ttl(name)).toBeLessThanOrEqual(10);
  });
}

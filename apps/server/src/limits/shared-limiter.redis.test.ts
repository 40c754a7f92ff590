import { once } from 'node:events';
import { connectRedis } from '@nova/delivery';
import { fakePlatform, type TestRedis, testRedis } from '@nova/testkit';
import { expect, test } from 'vitest';
import { SharedLimiter } from './shared-limiter.ts';

/** A node's limiter on a clock that stands still, so that what was taken is shared when the test says so. */
function openNode(redis: TestRedis, points: number) {
  const platform = fakePlatform();
  const failures: unknown[] = [];
  const commands = connectRedis({ url: redis.url, commandTimeoutMs: 500, name: 'test' }, 'commands');
  commands.on('error', () => {});
  const limiter = new SharedLimiter({
    redis: commands,
    budgets: { send: { points, seconds: 60 }, read: { points: 1, seconds: 60 } },
    nowMs: () => platform.nowMs(),
    after: (delayMs, run) => platform.after(delayMs, run),
    onFailure: (error) => failures.push(error),
  });
  return {
    limiter,
    platform,
    failures,
    commands,
    take: async (count: number, who = 'ann') => {
      const waits = [];
      for (let n = 0; n < count; n++) waits.push(await limiter.consume('send', who));
      return waits.filter((wait) => wait !== null);
    },
    [Symbol.dispose]: () => {
      limiter.close();
      commands.disconnect();
    },
  };
}

test('[A3] a budget is one for all nodes, and each kind and person has its own', async () => {
  await using redis = await testRedis();
  using here = openNode(redis, 10);
  using there = openNode(redis, 10);
  await Promise.all([here, there].map(({ commands }) => once(commands, 'ready')));
  const share = async ({ platform, commands }: typeof here): Promise<void> => {
    await platform.advance(100);
    // Answers come in order; the first call may take two turns, since the script is not known yet.
    for (let turn = 0; turn < 3; turn++) await commands.ping();
  };
  expect(await here.take(10)).toEqual([]);
  await share(here);
  expect(await there.take(1)).toEqual([]);
  await share(there);
  const [wait] = await there.take(1);
  expect(wait?.retryAfterMs).toBeGreaterThan(0);
  expect(wait?.retryAfterMs).toBeLessThanOrEqual(60_000);
  expect(await there.take(1, 'bob')).toEqual([]);
  expect(await there.limiter.consume('read', 'ann')).toBeNull();
  await there.platform.advance(60_000);
  expect(await there.take(1)).toEqual([]);
});

test('a node tells the others in twentieths of a budget, and what is less not at all', async () => {
  await using redis = await testRedis();
  using here = openNode(redis, 100);
  await once(here.commands, 'ready');
  const told = async () => {
    await here.platform.advance(100);
    for (let turn = 0; turn < 3; turn++) await here.commands.ping();
    return here.commands.get('nova:limit:send:ann');
  };
  await here.take(4);
  expect(await told()).toBeNull();
  await here.take(1);
  expect(await told()).toBe('5');
  await here.take(12);
  expect(await told()).toBe('15');
});

test('[W7][A3] without Redis each node keeps its own count, at once, and says that it does', async () => {
  await using redis = await testRedis();
  using node = openNode(redis, 5);
  await once(node.commands, 'ready');
  const closed = once(node.commands, 'close');
  await redis.kill();
  await closed;
  expect(await node.take(5)).toEqual([]);
  await node.platform.advance(100);
  expect(node.failures).toHaveLength(1);
  const [wait] = await node.take(1);
  expect(wait?.retryAfterMs).toBeGreaterThan(0);
});

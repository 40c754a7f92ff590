import { Cluster, Redis } from 'ioredis';
import { describe, expect, test } from 'vitest';
import { hasNativeRedis, testRedis } from './test-redis.ts';
import { testRedisCluster } from './test-redis-cluster.ts';

const kinds = hasNativeRedis() ? (['native', 'embedded'] as const) : (['embedded'] as const);

describe.each(kinds)('a Redis of kind %s', (kind) => {
  test('keeps its address across a kill, and is empty after it', async () => {
    await using redis = await testRedis({ kind });
    expect(redis.kind).toBe(kind);
    const write = new Redis(redis.url, { retryStrategy: () => null }).on('error', () => {});
    await write.set('key', 'value');
    await redis.kill();
    write.disconnect();
    await redis.restart();
    const read = new Redis(redis.url);
    expect(await read.get('key')).toBeNull();
    read.disconnect();
  });

  test('a paused one answers when it is resumed', async () => {
    await using redis = await testRedis({ kind });
    const client = new Redis(redis.url);
    await client.set('key', 'value');
    redis.pause();
    const answer = client.get('key');
    redis.resume();
    expect(await answer).toBe('value');
    await redis.flush();
    expect(await client.dbsize()).toBe(0);
    client.disconnect();
  });
});

test.skipIf(!hasNativeRedis())('a cluster takes keys on every node', async () => {
  await using started = await testRedisCluster();
  const cluster = new Cluster([...started.startupNodes]);
  for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) await cluster.set(key, key);
  const sizes = await Promise.all(cluster.nodes('master').map((node) => node.dbsize()));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(6);
  expect(sizes.length).toBe(3);
  cluster.disconnect();
});

import { hasNativeRedis, testRedis, testRedisCluster } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import { RedisChannels } from '../channels/redis-channels.ts';
import { describeOnlineRegister } from '../contracts/describe-online-register.ts';
import { systemPlatform } from '../platform.ts';
import { keys } from '../stream/keys.ts';
import { redisNode } from '../testing/redis-node.ts';
import { TestMeter } from '../testing/test-meter.ts';
import { RedisOnlineRegister } from './redis-online-register.ts';

let nodes = 0;

function rig(url: string, server: AsyncDisposable) {
  const opened = new AsyncDisposableStack();
  opened.use(server);
  return {
    async node() {
      const { commands, subscriber } = opened.use(await redisNode(url));
      const nodeId = `node-${++nodes}`;
      const common = { commands, subscriber, nodeId, platform: systemPlatform, meter: new TestMeter() };
      return {
        channels: new RedisChannels({ ...common, listenTimeoutMs: 1_000 }),
        register: new RedisOnlineRegister(common),
      };
    },
    // The clock is the server's own.
    async lapse(ttlMs: number) {
      const { commands } = opened.use(await redisNode(url));
      const nowMs = async (): Promise<number> => {
        const [seconds = 0, micros = 0] = (await commands.time()).map(Number);
        return seconds * 1_000 + micros / 1_000;
      };
      const lapsesAtMs = (await nowMs()) + ttlMs;
      while ((await nowMs()) <= lapsesAtMs);
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

for (const kind of hasNativeRedis() ? (['native', 'embedded'] as const) : (['embedded'] as const)) {
  describeOnlineRegister(`RedisOnlineRegister on a ${kind} server`, async () => {
    const redis = await testRedis({ kind });
    return rig(redis.url, redis);
  });
}

test('[D11] of nodes that died nothing is left in the register', async () => {
  await using redis = await testRedis();
  await using node = await redisNode(redis.url);
  const { commands } = node;
  const alive = new RedisOnlineRegister({ commands, nodeId: 'alive' });
  await alive.claim(['ann'], 60_000);
  for (let n = 0; n < 5; n++) await new RedisOnlineRegister({ commands, nodeId: `dead-${n}` }).claim(['ann'], 0);
  await alive.claim(['ann'], 60_000);
  expect((await alive.remainingMs(['ann']))[0]).toBeGreaterThan(50_000);
  expect(await commands.zcard(keys.online('ann'))).toBe(1);
});

describe.skipIf(!hasNativeRedis())('[R5] cluster', () => {
  describeOnlineRegister('RedisOnlineRegister on a cluster', async () => {
    const cluster = await testRedisCluster();
    return rig(`redis-cluster://${cluster.startupNodes.map(({ host, port }) => `${host}:${port}`).join(',')}`, cluster);
  });
});

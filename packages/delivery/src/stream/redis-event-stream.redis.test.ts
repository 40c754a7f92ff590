import { hasNativeRedis, type TestRedisCluster, testRedis, testRedisCluster } from '@nova/testkit';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeEventStream, type EventStreamRig } from '../contracts/describe-event-stream.ts';
import { redisKinds } from '../testing/redis-kinds.ts';
import { redisNode } from '../testing/redis-node.ts';

/** Nodes on one Redis, whatever it is; `wipe` empties each of its servers. */
function rig(url: string, serverUrls: readonly string[]): EventStreamRig {
  const opened = new AsyncDisposableStack();
  return {
    keepEntries: 200,
    // A stream's piece holds 100 entries, and one more may be begun.
    pieceEntries: 200,
    async node(epoch = 'first') {
      const node = opened.use(await redisNode(url));
      return node.stream({ epoch });
    },
    async wipe() {
      for (const serverUrl of serverUrls) {
        const redis = new Redis(serverUrl);
        await redis.flushall();
        redis.disconnect();
      }
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

describe.each(redisKinds)('%s', (kind) => {
  let redis: Awaited<ReturnType<typeof testRedis>>;
  beforeAll(async () => {
    redis = await testRedis({ kind });
  });
  afterAll(() => redis[Symbol.asyncDispose]());
  describeEventStream(`RedisEventStream on a ${kind} server`, () => Promise.resolve(rig(redis.url, [redis.url])));
});

describe.skipIf(!hasNativeRedis())('[R5] cluster', () => {
  let cluster: TestRedisCluster;
  beforeAll(async () => {
    cluster = await testRedisCluster();
  });
  afterAll(() => cluster[Symbol.asyncDispose]());
  describeEventStream('RedisEventStream on a cluster', () => {
    const hosts = cluster.startupNodes.map(({ host, port }) => `${host}:${port}`).join(',');
    return Promise.resolve(
      rig(
        `redis-cluster://${hosts}`,
        cluster.nodes.map(({ url }) => url),
      ),
    );
  });
});

import { hasNativeRedis, type TestRedis, testRedis, testRedisCluster } from '@nova/testkit';
import { expect, test } from 'vitest';
import { describeChannels, inbox } from '../contracts/describe-channels.ts';
import { systemPlatform } from '../platform.ts';
import type { RedisConnection } from '../stream/redis-connection.ts';
import { type RedisNode, redisNode } from '../testing/redis-node.ts';
import { TestMeter } from '../testing/test-meter.ts';
import { RedisChannels, toEveryNode } from './redis-channels.ts';

let nodes = 0;

function channelsOf({ commands, subscriber }: RedisNode, meter = new TestMeter()): RedisChannels {
  const nodeId = `node-${++nodes}`;
  return new RedisChannels({ commands, subscriber, nodeId, platform: systemPlatform, meter, listenTimeoutMs: 300 });
}

function isReady(redis: RedisConnection): Promise<void> {
  return new Promise((resolve) => {
    redis.once('ready', resolve);
  });
}

/** Nodes on servers that are killed and started again. */
function rig(url: string, servers: readonly TestRedis[], owned: AsyncDisposable) {
  const opened: RedisNode[] = [];
  return {
    async node() {
      const node = await redisNode(url);
      opened.push(node);
      return channelsOf(node);
    },
    async goDown() {
      const areGone = opened.flatMap(({ commands, subscriber }) =>
        [commands, subscriber].map((redis) => new Promise((resolve) => void redis.once('close', resolve))),
      );
      await Promise.all(servers.map((server) => server.kill()));
      await Promise.all(areGone);
    },
    async comeBack() {
      const areBack = opened.flatMap(({ commands, subscriber }) => [isReady(commands), isReady(subscriber)]);
      await Promise.all(servers.map((server) => server.restart()));
      await Promise.all(areBack);
    },
    async [Symbol.asyncDispose]() {
      for (const node of opened) await node[Symbol.asyncDispose]();
      await owned[Symbol.asyncDispose]();
    },
  };
}

for (const kind of hasNativeRedis() ? (['native', 'embedded'] as const) : (['embedded'] as const)) {
  describeChannels(`RedisChannels on a ${kind} server`, async () => {
    const redis = await testRedis({ kind });
    return rig(redis.url, [redis], redis);
  });
}

test.skipIf(!hasNativeRedis())(
  '[R5][D11] in a cluster a message goes to the server of its channel, and arrives',
  async () => {
    await using cluster = await testRedisCluster();
    const url = `redis-cluster://${cluster.startupNodes.map(({ host, port }) => `${host}:${port}`).join(',')}`;
    await using one = await redisNode(url);
    await using two = await redisNode(url);
    const [here, there] = [channelsOf(one), channelsOf(two)];
    const far = inbox();
    const names = Array.from({ length: 30 }, (_, n) => `nova:{${n}}:inbox`);
    await Promise.all(names.map((name) => there.listen(name, (message) => far.hear(`${name} ${message}`)).ready));
    for (const name of names) await here.publish(name, 'hello');
    await far.until(30);
    expect(far.heard.toSorted()).toEqual(names.map((name) => `${name} hello`).toSorted());
  },
);

test('[D11] what a script publishes for all reaches this node too; what is not a message of nodes does not', async () => {
  await using redis = await testRedis();
  await using node = await redisNode(redis.url);
  const heard = inbox();
  await channelsOf(node).listen('{a}', heard.hear).ready;
  for (const message of ['unsigned', ' x', toEveryNode('hello')]) await node.commands.spublish('{a}', message);
  await heard.until(1);
  expect(heard.heard).toEqual(['hello']);
});

test('[D11] a Redis that answers nothing holds no registration up, and one that refused is asked again', async () => {
  await using redis = await testRedis();
  await using node = await redisNode(redis.url);
  const meter = new TestMeter();
  const channels = channelsOf(node, meter);
  redis.pause();
  const heard = inbox();
  await channels.listen('{a}', heard.hear).ready;
  redis.resume();

  const { subscriber } = node;
  const ssubscribe = subscriber.ssubscribe.bind(subscriber);
  subscriber.ssubscribe = () => {
    subscriber.ssubscribe = ssubscribe;
    return Promise.reject(new Error('MOVED'));
  };
  const isSure = new Promise<void>((resolve) => channels.onUnsure(resolve));
  await channels.listen('{b}', heard.hear).ready;
  expect(meter.failures.map(({ what }) => what)).toEqual(['watch']);
  await isSure;
  await node.commands.spublish('{b}', toEveryNode('hello'));
  await heard.until(1);
});

import { hasNativeRedis, testRedisCluster } from '@nova/testkit';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { seqsOf, testRun } from '../contracts/describe-event-stream.ts';
import { redisNode } from '../testing/redis-node.ts';
import { redisWorld } from '../testing/redis-world.ts';
import { room, span } from '../testing/test-world.ts';
import { keys, taggedId } from './keys.ts';

const id = '01a20a28-b6bb-7095-9e07-000000000001';

test('[R5] all keys and channels of one conversation carry its tag, and those of one person theirs', () => {
  const ofRoom = [keys.stream('first', id), keys.stream('second', id), keys.wake(id), keys.typing(id)];
  const ofUser = [keys.memberships(id), keys.inbox(id), keys.online(id), keys.presence(id)];
  expect(ofRoom.map(taggedId)).toEqual(Array.from({ length: 4 }, () => id));
  expect(ofUser.map(taggedId)).toEqual(Array.from({ length: 4 }, () => `user:${id}`));
  expect(new Set([...ofRoom, ...ofUser]).size).toBe(8);
  expect(taggedId('other')).toBeNull();
});

test.skipIf(!hasNativeRedis())(
  '[R5][R4] a conversation whose slot moves to another server goes on where it was',
  async () => {
    await using cluster = await testRedisCluster();
    const url = `redis-cluster://${cluster.startupNodes.map(({ host, port }) => `${host}:${port}`).join(',')}`;
    await using world = redisWorld(url);
    const [one, two] = [await world.node({ commandTimeoutMs: 2_000 }), await world.node({ commandTimeoutMs: 2_000 })];
    const sinks = [one.follow(0), two.follow(0)];
    one.send(5);
    await Promise.all(sinks.map((sink) => sink.until(6)));
    await one.relay.drain();

    await using admins = new AsyncDisposableStack();
    const servers = cluster.nodes.map((node) => admins.adopt(new Redis(node.url), (client) => client.disconnect()));
    const [any] = servers;
    if (!any) throw new Error('no server');
    const slots = await Promise.all(
      [keys.stream('first', room), keys.wake(room)].map((key) => any.cluster('KEYSLOT', key)),
    );
    expect(slots[0]).toBe(slots[1]);
    await moveSlot(servers, Number(slots[0]), keys.stream('first', room));

    for (let n = 0; n < 20; n++) {
      [one, two][n % 2]?.send();
      await one.redis.commands.exists(keys.stream('first', room)).catch(() => 0);
    }
    const last = world.log.last(room);
    await Promise.all(sinks.map((sink) => sink.until(last)));
    for (const sink of sinks) {
      expect(sink.seqs).toEqual(span(1, last));
      expect(sink.breaches).toEqual([]);
    }
    await Promise.all([one, two].map(({ relay }) => relay.drain()));
    await using fresh = await redisNode(url, 2_000);
    const stream = fresh.stream();
    expect(await stream.append(room, testRun(last, last))).toEqual({ kind: 'ok', last });
    expect(seqsOf(await stream.read(room, { afterSeq: 1, limit: 999, knowsSeq: last }))).toEqual(span(2, last));
  },
);

/** Moves one slot with one key from the server that has it to another, as an operator does. */
async function moveSlot(servers: readonly Redis[], slot: number, key: string): Promise<void> {
  const owners = await Promise.all(servers.map((server) => server.exists(key).catch(() => 0)));
  const [from, to] = [servers[owners.indexOf(1)], servers[owners.indexOf(0)]];
  if (!from || !to) throw new Error(`nobody has ${key}`);
  const [fromId, toId] = [String(await from.cluster('MYID')), String(await to.cluster('MYID'))];
  await to.cluster('SETSLOT', slot, 'IMPORTING', fromId);
  await from.cluster('SETSLOT', slot, 'MIGRATING', toId);
  await from.migrate('127.0.0.1', to.options.port ?? 0, key, 0, 5_000);
  for (const server of [to, from]) await server.cluster('SETSLOT', slot, 'NODE', toId);
}

import { tcpProxy, testRedis } from '@nova/testkit';
import { expect, test } from 'vitest';
import { seqsOf } from '../contracts/describe-event-stream.ts';
import type { RecordingSink } from '../testing/recording-sink.ts';
import type { RedisConnection } from '../stream/redis-connection.ts';
import { redisKinds } from '../testing/redis-kinds.ts';
import { redisNode } from '../testing/redis-node.ts';
import { type RealNode, redisWorld } from '../testing/redis-world.ts';
import { room, span } from '../testing/test-world.ts';

/** Unlike `events.once`, which an error ends too: errors are what happens here. */
function isReady(redis: RedisConnection): Promise<void> {
  return new Promise((resolve) => {
    redis.once('ready', resolve);
  });
}

/** Sends on both nodes in turn while something happens in the middle. */
async function sendThrough(nodes: readonly RealNode[], happens: () => Promise<void>) {
  const half = 60;
  const send = async (): Promise<void> => {
    for (let n = 0; n < half; n++) {
      nodes[n % nodes.length]?.send(1 + (n % 3));
      if (n % 10 === 0) await Promise.all(nodes.map(({ redis }) => redis.commands.ping().catch(() => {})));
    }
  };
  await Promise.all([send(), happens()]);
  await send();
}

function expectAll(sinks: readonly RecordingSink[], last: number): void {
  for (const sink of sinks) {
    expect(sink.breaches).toEqual([]);
    expect(sink.seqs).toEqual(span(1, last));
  }
}

const losses = [
  { loss: 'FLUSHALL', cause: (redis: Awaited<ReturnType<typeof testRedis>>) => redis.flush() },
  { loss: 'kill -9 and a restart', cause: (redis: Awaited<ReturnType<typeof testRedis>>) => redis.restart() },
] as const;

for (const kind of redisKinds) {
  test.each(losses)(`[R4] every event once and in order over a $loss (${kind})`, async ({ cause }) => {
    await using redis = await testRedis({ kind });
    await using world = redisWorld(redis.url);
    const nodes = [await world.node(), await world.node()];
    const sinks = nodes.flatMap(({ follow }) => [follow(0), follow(0)]);
    await sendThrough(nodes, () => cause(redis));
    await Promise.all(sinks.map((sink) => sink.until(world.log.last(room))));
    const late = nodes.map(({ follow }) => follow(0));
    await Promise.all(late.map((sink) => sink.until(world.log.last(room))));
    expectAll([...sinks, ...late], world.log.last(room));
  });

  test(`[R4][W7] a Redis that answers nothing holds nobody up; what waited for it arrives when it is back (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using world = redisWorld(redis.url);
    const [one, two] = [await world.node(), await world.node()];
    const sinks = [one.follow(0), two.follow(0)];
    await Promise.all(sinks.map((sink) => sink.until(1)));
    redis.pause();
    for (let n = 0; n < 30; n++) one.send();
    // Its own at once, the other's by the poll, and who comes now by the log.
    await sinks[0]?.until(31);
    await sinks[1]?.until(31);
    const late = two.follow(0);
    await late.until(31);
    redis.resume();
    one.send();
    const all = [...sinks, late];
    await Promise.all(all.map((sink) => sink.until(32)));
    expectAll(all, 32);
  });

  test(`[R4] live delivery resumes by itself: after a restart the next event needs no poll (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using world = redisWorld(redis.url);
    const [one, two] = [await world.node(), await world.node()];
    const sink = two.follow(0);
    await sink.until(1);
    const isBack = Promise.all(
      [one, two].map(({ redis: { commands } }) => new Promise((resolve) => commands.once('ready', resolve))),
    );
    const unsure = new Promise<void>((resolve) => {
      const poll = two.hub.heads.poll.bind(two.hub.heads);
      two.hub.heads.poll = async () => {
        await poll();
        resolve();
      };
    });
    await redis.restart();
    await isBack;
    await unsure;
    // From here on no poll: what arrives was told.
    two.hub.heads.poll = () => Promise.resolve();
    one.send();
    await sink.until(2);
    one.send();
    await sink.until(3);
    expectAll([sink], 3);
  });

  test(`[R4][R1] after the loss of everything streams begin anew and stay contiguous (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using world = redisWorld(redis.url);
    const nodes = [await world.node(), await world.node()];
    for (let round = 0; round < 5; round++) {
      for (const node of nodes) node.send(7);
      await redis.flush();
      for (const node of nodes) node.send(7);
      await Promise.all(nodes.map(({ relay }) => relay.drain()));
    }
    const last = world.log.last(room);
    const [stream] = nodes.map((node) => node.stream);
    const [newest] = seqsOf((await stream?.read(room, { afterSeq: last - 1, limit: 1, knowsSeq: last })) ?? []);
    expect(newest).toBe(last);
    for (let first = last; first > 0; first--) {
      const held = seqsOf((await stream?.read(room, { afterSeq: first - 1, limit: 9_999, knowsSeq: 0 })) ?? []);
      if (held.length === 0) break;
      expect(held).toEqual(span(first, last));
    }
  });

  test(`[R4] a subscriber that is cut again and again, in the midst of subscribing, comes back whole (${kind})`, async () => {
    await using redis = await testRedis({ kind, password: '' });
    await using proxy = await tcpProxy({ host: '127.0.0.1', port: redis.port });
    await using node = await redisNode(`redis://127.0.0.1:${proxy.port}`);
    await using other = await redisNode(redis.url);
    const [stream, far] = [node.stream(), other.stream()];
    const rooms = span(1, 500).map((n) => `room ${n}`);
    await Promise.all(rooms.map((id) => stream.watch(id)));
    const heard = new Set<string>();
    const isWhole = Promise.withResolvers<void>();
    stream.onWake((wake) => {
      if (wake.type === 'reached') heard.add(wake.conversationId);
      if (heard.size === rooms.length) isWhole.resolve();
    });
    for (let n = 0; n < 4; n++) {
      const isBack = isReady(node.subscriber);
      await proxy.cut();
      await proxy.restore();
      // It is subscribing again at this very moment.
      await isBack;
    }
    // Behind what it sends by itself.
    await stream.watch('last');
    for (const id of rooms) await far.append(id, [{ seq: 1, text: '{}' }]);
    await isWhole.promise;
  });
}

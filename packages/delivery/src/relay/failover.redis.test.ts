import { hasNativeRedis } from '@nova/testkit';
import { expect, test } from 'vitest';
import { redisWorld } from '../testing/redis-world.ts';
import { sentinelGroup } from '../testing/sentinel.ts';
import { room, span } from '../testing/test-world.ts';

test.skipIf(!hasNativeRedis())(
  '[R4][R5][X1] a failover to an older replica loses, repeats and reorders nothing, and brings no deleted text back',
  { timeout: 60_000 },
  async () => {
    await using group = await sentinelGroup(process.env['PATH'] ?? '');
    await using world = redisWorld(group.url);
    const [one, two] = [await world.node({ commandTimeoutMs: 1_000 }), await world.node({ commandTimeoutMs: 1_000 })];
    const sinks = [one.follow(0), two.follow(0)];
    one.send(20);
    const secret = world.log.commit(room, { type: 'message.created', body: 'secret' });
    one.hub.offer([secret]);
    one.relay.publish([secret]);
    await one.relay.drain();
    await group.inStep();

    // What follows the replica does not get to know.
    group.replication.stall();
    const deletion = world.log.commit(room, { type: 'message.deleted', of: 22 });
    one.hub.offer([deletion]);
    one.relay.publish([deletion]);
    for (let n = 0; n < 60; n++) [one, two][n % 2]?.send(5);
    await Promise.all([one, two].map(({ relay }) => relay.drain()));
    await Promise.all(sinks.map((sink) => sink.until(world.log.last(room))));

    const isBack = Promise.all(
      [one, two].map(({ redis }) => new Promise((resolve) => redis.commands.once('ready', resolve))),
    );
    await group.primary.kill();
    await isBack;
    // The promoted replica still has the text, and not its deletion; and the conversation is quiet.
    const held = await two.stream.read(room, { afterSeq: 21, limit: 1, knowsSeq: 0 });
    expect(held.map(({ text }) => text).join()).toContain('secret');
    const late = two.follow(1);
    await late.until(world.log.last(room));
    one.send(3);
    two.send(3);
    const last = world.log.last(room);
    await Promise.all([...sinks, late].map((sink) => sink.until(last)));
    for (const sink of sinks) expect(sink.seqs).toEqual(span(1, last));
    expect(late.seqs).toEqual(span(2, last));
    for (const sink of [...sinks, late]) expect(sink.breaches).toEqual([]);
    expect(late.texts.get(22)).toContain('"body":null');
    await Promise.all([one, two].map(({ relay }) => relay.drain()));
    expect(await two.stream.read(room, { afterSeq: 21, limit: 1, knowsSeq: 0 })).toEqual([]);
  },
);

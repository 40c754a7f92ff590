import { testRedis } from '@nova/testkit';
import { expect, test } from 'vitest';
import { testRun } from '../contracts/describe-event-stream.ts';
import { keys } from '../stream/keys.ts';
import { redisKinds } from '../testing/redis-kinds.ts';
import { redisNode } from '../testing/redis-node.ts';
import { redisWorld } from '../testing/redis-world.ts';
import { room, span } from '../testing/test-world.ts';

for (const kind of redisKinds) {
  test(`[D2] XREAD from "$" in a loop loses what is appended between two reads (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using writer = await redisNode(redis.url);
    await using reader = await redisNode(redis.url);
    const stream = writer.stream();
    const told: number[] = [];
    /** One turn of the loop that everybody writes first; `reads` is called when the server has the question. */
    const turn = async (reads: () => Promise<unknown>): Promise<void> => {
      const answer = reader.commands.xread('BLOCK', 0, 'STREAMS', keys.stream('first', room), '$');
      while (!/blocked_clients:1/.test(await writer.commands.info('clients')));
      await reads();
      for (const [, entries] of (await answer) ?? []) for (const [id] of entries) told.push(Number.parseInt(id, 10));
    };
    await turn(() => stream.append(room, testRun(1, 1)));
    // While the reader handles the first one, the second is appended.
    await stream.append(room, testRun(2, 2));
    await turn(() => stream.append(room, testRun(3, 3)));
    expect(told).toEqual([1, 3]);
  });

  test(`[D2] a subscription loses nothing however its beginning and the events interleave (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    await using world = redisWorld(redis.url);
    const [here, there] = [await world.node(), await world.node()];
    for (let round = 0; round < 40; round++) {
      const before = world.log.last(room);
      for (let n = 0; n < round % 4; n++) there.send();
      const sink = here.follow(before);
      for (let n = 0; n < 3; n++) {
        there.send();
        if (n < round % 3) await there.redis.commands.ping();
      }
      const last = world.log.last(room);
      await sink.until(last);
      expect(sink.seqs).toEqual(span(before + 1, last));
      expect(sink.breaches).toEqual([]);
    }
  });
}

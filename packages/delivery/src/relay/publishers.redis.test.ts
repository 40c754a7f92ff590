import fc from 'fast-check';
import { testRedis, type TestRedis } from '@nova/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemPlatform } from '../platform.ts';
import type { Commit } from '../ports.ts';
import { MemoryLog } from '../sim/memory-log.ts';
import { keys } from '../stream/keys.ts';
import type { RedisConnection } from '../stream/redis-connection.ts';
import type { RedisEventStream } from '../stream/redis-event-stream.ts';
import { redisKinds } from '../testing/redis-kinds.ts';
import { type RedisNode, redisNode } from '../testing/redis-node.ts';
import { TestMeter } from '../testing/test-meter.ts';
import { Relay, relayDefaults } from './relay.ts';

let rooms = 0;

/** What a publisher does, one after the other or all at once. */
const acts = fc.array(
  fc.record({
    node: fc.nat(2),
    // A commit published, in any order and any number of times; or a part of the log, as a sweeper does.
    act: fc.oneof(
      fc.record({ commit: fc.nat(11) }),
      fc.record({ from: fc.nat(11), to: fc.nat(11) }),
      fc.constant('lose everything' as const),
    ),
    waits: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 12, maxLength: 12 });

describe.each(redisKinds)('%s', (kind) => {
  let redis: TestRedis;
  let nodes: { node: RedisNode; stream: RedisEventStream }[] = [];

  beforeAll(async () => {
    redis = await testRedis({ kind });
    const opened = await Promise.all([1, 2, 3].map(() => redisNode(redis.url)));
    nodes = opened.map((node) => ({ node, stream: node.stream() }));
  });
  afterAll(async () => {
    for (const { node } of nodes) await node[Symbol.asyncDispose]();
    await redis[Symbol.asyncDispose]();
  });

  test(`[R1][R4] whoever publishes what, however often and in whatever order: one contiguous run of the log (${kind})`, async () => {
    await fc.assert(
      fc.asyncProperty(sizes, acts, fc.integer({ min: 1, max: 5 }), async (commitSizes, steps, appendEntries) => {
        const room = `room ${++rooms}`;
        const log = new MemoryLog(() => systemPlatform.nowMs());
        const commits: Commit[] = commitSizes.map((size) => log.send(room, size));
        const meter = new TestMeter();
        const unawaited: Promise<void>[] = [];
        const parts = nodes.map(({ node, stream }) => {
          const common = { log, outbox: log, stream, platform: systemPlatform, meter };
          return { relay: new Relay({ ...relayDefaults, ...common, appendEntries }), node };
        });
        for (const { node: at, act, waits } of steps) {
          const part = parts[at];
          if (!part) continue;
          if (act === 'lose everything') await part.node.commands.flushall();
          else if ('commit' in act) part.relay.publish(commits.slice(act.commit, act.commit + 1));
          else {
            const [first, last] = [commits[Math.min(act.from, act.to)], commits[Math.max(act.from, act.to)]];
            const done = part.relay.publishFromLog(room, first?.entries[0]?.seq ?? 1, last?.entries.at(-1)?.seq ?? 1);
            if (waits) await done;
            else unawaited.push(done);
          }
          if (waits) await part.relay.drain();
        }
        // Whatever happened, the next event makes it whole.
        parts[0]?.relay.publish([log.send(room)]);
        await Promise.all([...parts.map(({ relay }) => relay.drain()), ...unawaited]);
        const whole = await log.read(room, 0, 1_000);
        const held = await heldBy(nodes[0]?.node.commands, room);
        expect(held).toEqual(whole.slice(whole.length - held.length).map(({ seq }) => `${seq}-0`));
        expect(held.length).toBeGreaterThan(0);
        expect(meter.failures).toEqual([]);
      }),
      { numRuns: kind === 'native' ? 100 : 30 },
    );
  });
});

/** The ids of all that the stream has. */
async function heldBy(commands: RedisConnection | undefined, room: string): Promise<string[]> {
  const rows = await commands?.xrange(keys.stream('first', room), '-', '+');
  return rows?.map(([id]) => id) ?? [];
}

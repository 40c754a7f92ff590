import { encodeCursor } from '@nova/contract';
import { fakePlatform, seededRandom } from '@nova/testkit';
import { expect, test } from 'vitest';
import type { Commit, EventLog } from '../ports.ts';
import { Relay, relayDefaults } from '../relay/relay.ts';
import { Sweeper, sweeperDefaults } from '../relay/sweeper.ts';
import { MemoryLog } from '../sim/memory-log.ts';
import { MemoryRedis } from '../stream/memory-event-stream.ts';
import { RecordingSink } from '../testing/recording-sink.ts';
import { RoughStream } from '../testing/rough-stream.ts';
import { TestMeter } from '../testing/test-meter.ts';
import { ann, room } from '../testing/test-world.ts';
import { Hub } from './hub.ts';
import { hubDefaults } from './options.ts';
import type { FollowHandle } from './sink.ts';

interface Reader {
  sink: RecordingSink;
  handle: FollowHandle;
  /** The log, and what was deleted in it, when this subscription began. */
  began: { readonly epoch: string; readonly deleted: ReadonlySet<number> };
}

/** Two nodes, six readers and one room; every step something happens, sometimes something bad. */
function simulation(seed: number) {
  const random = seededRandom(seed);
  const platform = fakePlatform(seed);
  const log = new MemoryLog(() => platform.nowMs());
  const redis = new MemoryRedis();
  let deleted = new Set<number>();
  const steps: string[] = [];

  const meter = new TestMeter();
  const openNode = () => {
    const slowly: EventLog = {
      read: async (id, afterSeq, limit) => {
        const { epoch } = log;
        const entries = await log.read(id, afterSeq, limit);
        if (random.chance(0.2)) await new Promise<void>((resolve) => void platform.after(random.int(80), resolve));
        if (stream.trouble > 0 && random.chance(0.03)) throw new Error('the database is busy');
        if (epoch !== hub.heads.epoch) throw new Error('the log is of another epoch');
        return entries;
      },
      heads: (ids) => log.heads(ids),
    };
    const stream: RoughStream = new RoughStream({
      redis,
      epoch: () => hub.heads.epoch,
      platform,
      random: random.fork(),
    });
    const common = { log: slowly, access: log, outbox: log, stream, platform, meter };
    const small = { ringEntries: 12, ringBackfill: 6, batchEntries: 5, maxLagEvents: 80 };
    const hub: Hub = new Hub(log.epoch, { ...hubDefaults, ...common, ...small });
    const relay = new Relay({ ...relayDefaults, ...common, appendEntries: 7 });
    const sweeper = new Sweeper({ ...sweeperDefaults, ...common, relay });
    return { hub, relay, stream, sweeper };
  };
  const nodes = [openNode(), openNode()];
  nodes[0]?.relay.publish([log.commit(room, { type: 'member.added', userId: ann })]);
  const anyNode = () => random.pick(nodes);
  const follow = (cursor: string | null): Reader => {
    const sink = new RecordingSink();
    const request = { conversationId: room, userId: ann, cursor };
    return {
      sink,
      handle: anyNode().hub.follow(request, sink),
      began: { epoch: log.epoch, deleted: new Set(deleted) },
    };
  };
  const readers = Array.from({ length: 6 }, () => follow(encodeCursor(log.epoch, 0)));

  /** Every text there ever was, by epoch and position. */
  const archive = new Map([[log.epoch, new Map<number, string>()]]);
  const check = ({ sink, began }: Reader): void => {
    expect(sink.breaches).toEqual([]);
    const isSameLog = sink.epoch === began.epoch;
    for (const [seq, text] of sink.texts) {
      if (isSameLog && began.deleted.has(seq)) expect(text, `${seq} was deleted`).toContain('"body":null');
      const said = archive.get(sink.epoch)?.get(seq);
      if (said !== undefined && !text.includes('"body":null')) expect(text, `${seq} of ${sink.epoch}`).toBe(said);
    }
  };
  const cursorOf = ({ sink }: Reader): string | null => {
    const { last } = sink;
    if (last === undefined || last === 'started') return null;
    return encodeCursor(sink.epoch, typeof last === 'number' ? last : Number(last.split(' ')[1]));
  };
  const publish = (commit: Commit, where = anyNode()): void => {
    for (const { seq, text } of commit.entries) archive.get(commit.epoch)?.set(seq, text);
    // Sometimes a node dies between commit and append: the sweepers find what it left.
    if (random.chance(0.15)) return;
    where.hub.offer([commit]);
    where.relay.publish([commit]);
  };
  const remove = async (): Promise<void> => {
    const messages = (await log.read(room, 0, 10_000)).filter(({ text }) => text.includes('"body":"'));
    if (messages.length === 0) return;
    const { seq } = random.pick(messages);
    const where = anyNode();
    where.hub.erase(room, [seq]);
    where.stream.erase(room, [seq]).catch(() => {});
    const commit = log.commit(room, { type: 'message.deleted', of: seq });
    deleted.add(seq);
    publish(commit, where);
  };
  let backup = redis.snapshot();
  const copyLog = () => ({ log: log.backup(), deleted: new Set(deleted), epoch: log.epoch, last: log.last(room) });
  let restore = copyLog();

  const happenings: readonly (readonly [weight: number, name: string, run: () => void | Promise<void>])[] = [
    [30, 'send', () => publish(log.send(room, 1 + random.int(4)))],
    [8, 'delete', remove],
    [12, 'time passes', () => platform.advance(random.int(400))],
    [
      10,
      'a reader reconnects',
      () => {
        const at = random.int(readers.length);
        const old = readers[at];
        if (!old) return;
        check(old);
        old.handle.close();
        // With no cursor it is somebody new, who knows nothing of what was before.
        readers[at] = follow(random.chance(0.1) ? null : cursorOf(old));
      },
    ],
    [
      4,
      'a reader comes from far back',
      () => {
        const at = random.int(readers.length);
        const old = readers[at];
        if (!old) return;
        check(old);
        old.handle.close();
        readers[at] = follow(encodeCursor(log.epoch, Math.max(0, log.last(room) - random.int(70))));
      },
    ],
    [8, 'a reader is slow', () => void (random.pick(readers).sink.isOpen = false)],
    [
      12,
      'a reader reads on',
      () => {
        const { sink, handle } = random.pick(readers);
        sink.isOpen = true;
        sink.drain();
        handle.resume();
      },
    ],
    [2, 'Redis is wiped', () => redis.wipe()],
    [2, 'Redis is copied', () => void (backup = redis.snapshot())],
    [4, 'Redis goes back', () => backup()],
    [2, 'hints are lost', () => redis.wake({ type: 'unsure' })],
    [
      1,
      'a node is replaced',
      () => {
        const at = random.int(nodes.length);
        nodes[at]?.hub.close();
        void nodes[at]?.sweeper.close();
        nodes[at] = openNode();
        for (const [n, reader] of readers.entries()) {
          check(reader);
          readers[n] = follow(cursorOf(reader));
        }
      },
    ],
    [1, 'the log is copied', () => void (restore = copyLog())],
    [
      0.3,
      'the log goes back',
      () => {
        deleted = new Set(restore.deleted);
        const old = [...(archive.get(restore.epoch) ?? [])].filter(([seq]) => seq <= restore.last);
        restore.log(`e${steps.length}`);
        archive.set(log.epoch, new Map(old));
      },
    ],
    [6, 'trouble', () => void (anyNode().stream.trouble = random.pick([0, 0.05, 0.3]))],
  ];
  const weights = happenings.flatMap(([weight, name, run]) =>
    Array.from({ length: weight * 10 }, () => ({ name, run })),
  );

  return {
    steps,
    async run(count: number): Promise<void> {
      for (let n = 0; n < count; n++) {
        const { name, run } = random.pick(weights);
        steps.push(name);
        await run();
        if (random.chance(0.5)) await platform.advance(0);
      }
      for (const { stream } of nodes) stream.trouble = 0;
      for (const { sink } of readers) sink.isOpen = true;
      log.send(room);
      for (let n = 0; n < 40; n++) {
        await platform.advance(1_000);
        for (const { sink, handle } of readers) {
          sink.drain();
          handle.resume();
        }
      }
      for (const reader of readers) {
        check(reader);
        expect([log.last(room), `reset ${log.last(room)}`]).toContain(reader.sink.last);
      }
      expect(log.backlog).toBe(0);
      // Nobody was saved only by the follower's own look at what it is given.
      expect(meter.failures.filter(({ error }) => String(error).includes('given'))).toEqual([]);
    },
  };
}

const seeds = Array.from({ length: 40 }, (_, at) => at + 1);

test.each(seeds)('[D3][X1][R4] no hole, repeat or reordering, and no deleted word: seed %i', async (seed) => {
  const { steps, run } = simulation(seed);
  await run(400).catch((error: unknown) => {
    throw new Error(`seed ${seed} failed after ${steps.length} steps: ${steps.join(', ')}`, { cause: error });
  });
});

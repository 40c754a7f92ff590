import { encodeCursor, type LogEntry } from '@nova/contract';
import { type FakePlatform, fakePlatform } from '@nova/testkit';
import { Hub } from '../hub/hub.ts';
import { type HubOptions, hubDefaults } from '../hub/options.ts';
import type { FollowHandle } from '../hub/sink.ts';
import { Relay, relayDefaults } from '../relay/relay.ts';
import { Sweeper, sweeperDefaults } from '../relay/sweeper.ts';
import type { AccessCheck, Commit, EventLog } from '../ports.ts';
import { MemoryLog } from '../sim/memory-log.ts';
import { MemoryEventStream, MemoryRedis } from '../stream/memory-event-stream.ts';
import { RecordingSink } from './recording-sink.ts';
import { TestMeter } from './test-meter.ts';

/** The conversation of a test, and who is in it from its first event on. */
export const room = 'room';
export const ann = 'ann';

/** Where a test can stand in the way of one node's questions to the database. */
export interface Detours {
  /** Before a question is asked. */
  before?: (question: 'read' | 'heads' | 'check', afterSeq: number) => Promise<void> | void;
  /** When it has been answered, before the answer arrives. */
  after?: (question: 'read' | 'heads' | 'check', afterSeq: number) => Promise<void> | void;
}

/** One node: what it asks goes through its own detours, what it publishes through its own relay. */
export interface TestNode {
  readonly hub: Hub;
  readonly relay: Relay;
  readonly stream: MemoryEventStream;
  readonly meter: TestMeter;
  readonly detours: Detours;
  /** Commits `count` messages and publishes them, as a server does after its own commit. */
  send(count?: number): Promise<Commit>;
  /** Subscribes; `cursor` may be a `seq` of the present epoch. */
  follow(cursor: number | string | null, more?: { userId?: string; sink?: RecordingSink }): Subscription;
}

export interface Subscription {
  readonly sink: RecordingSink;
  readonly handle: FollowHandle;
}

export interface TestWorld {
  readonly platform: FakePlatform;
  readonly log: MemoryLog;
  readonly redis: MemoryRedis;
  node(options?: Partial<HubOptions>): TestNode;
  sweeper(node: TestNode): Sweeper;
  /** Lets everything that can happen now happen. */
  settle(): Promise<void>;
}

/** A database and a Redis in memory, on a fake clock. The room's first event is Ann's coming. */
export function testWorld(seed = 1): TestWorld {
  const platform = fakePlatform(seed);
  const log = new MemoryLog(() => platform.nowMs());
  const redis = new MemoryRedis();
  log.commit(room, { type: 'member.added', userId: ann });
  const settle = (): Promise<void> => platform.advance(0);
  return {
    platform,
    log,
    redis,
    settle,
    node(options = {}) {
      const meter = new TestMeter();
      const detours: Detours = {};
      const asked = detoured(log, { detours, epoch: () => hub.heads.epoch });
      const stream = new MemoryEventStream(redis, 1_000, () => hub.heads.epoch);
      const common = { log: asked, access: asked, stream, platform, meter };
      const hub: Hub = new Hub(log.epoch, { ...hubDefaults, ...common, ...options });
      const relay = new Relay({ ...relayDefaults, ...common, outbox: log });
      return {
        hub,
        relay,
        stream,
        meter,
        detours,
        async send(count = 1) {
          const commit = log.send(room, count);
          hub.offer([commit]);
          relay.publish([commit]);
          await settle();
          return commit;
        },
        follow(at, { userId = ann, sink = new RecordingSink() } = {}) {
          const cursor = typeof at === 'number' ? encodeCursor(log.epoch, at) : at;
          return { sink, handle: hub.follow({ conversationId: room, userId, cursor }, sink) };
        },
      };
    },
    sweeper: ({ relay, meter }) => new Sweeper({ ...sweeperDefaults, outbox: log, relay, platform, meter }),
  };
}

/** `epoch` is the one that the node knows: a read of another one rejects, as the server's does. */
function detoured(log: MemoryLog, node: { detours: Detours; epoch: () => string }): EventLog & AccessCheck {
  const { detours } = node;
  return {
    async read(conversationId, afterSeq, limit): Promise<readonly LogEntry[]> {
      await detours.before?.('read', afterSeq);
      const { epoch } = log;
      const entries = await log.read(conversationId, afterSeq, limit);
      await detours.after?.('read', afterSeq);
      if (epoch !== node.epoch()) throw new Error('the log is of another epoch');
      return entries;
    },
    async heads(conversationIds) {
      await detours.before?.('heads', 0);
      const heads = await log.heads(conversationIds);
      await detours.after?.('heads', 0);
      return heads;
    },
    async check(conversationId, userId) {
      await detours.before?.('check', 0);
      const access = await log.check(conversationId, userId);
      await detours.after?.('check', 0);
      return access;
    },
  };
}

/** `first` to `last`. */
export function span(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

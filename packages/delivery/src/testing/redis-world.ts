import { encodeCursor } from '@nova/contract';
import { Hub } from '../hub/hub.ts';
import { hubDefaults } from '../hub/options.ts';
import { systemPlatform } from '../platform.ts';
import { Relay, relayDefaults } from '../relay/relay.ts';
import { Sweeper, sweeperDefaults } from '../relay/sweeper.ts';
import { MemoryLog } from '../sim/memory-log.ts';
import type { RedisEventStream } from '../stream/redis-event-stream.ts';
import { RecordingSink } from './recording-sink.ts';
import { type RedisNode, redisNode } from './redis-node.ts';
import { TestMeter } from './test-meter.ts';
import { ann, room } from './test-world.ts';

/** One node on a real Redis and the world's log in memory, on the real clock. */
export interface RealNode extends AsyncDisposable {
  readonly redis: RedisNode;
  readonly hub: Hub;
  readonly relay: Relay;
  readonly stream: RedisEventStream;
  readonly meter: TestMeter;
  /** Commits a message and publishes it, as a server does. */
  send(count?: number): void;
  follow(afterSeq: number): RecordingSink;
}

export interface RedisWorld extends AsyncDisposable {
  readonly log: MemoryLog;
  node(options?: { readonly commandTimeoutMs?: number; readonly keepEntries?: number }): Promise<RealNode>;
}

/** A log in memory and nodes on one Redis. The room's first event is Ann's coming. */
export function redisWorld(url: string): RedisWorld {
  const log = new MemoryLog(() => systemPlatform.nowMs());
  log.commit(room, { type: 'member.added', userId: ann });
  const opened = new AsyncDisposableStack();
  return {
    log,
    async node({ commandTimeoutMs = 300, keepEntries = 1_000 } = {}) {
      const redis = opened.use(await redisNode(url, commandTimeoutMs));
      const meter = new TestMeter();
      const stream = redis.stream({ keepEntries });
      const common = { log, access: log, outbox: log, stream, platform: systemPlatform, meter };
      const hub = new Hub(log.epoch, { ...hubDefaults, ...common, ringEntries: 50, ringBackfill: 10 });
      const relay = new Relay({ ...relayDefaults, ...common });
      const sweeper = new Sweeper({ ...sweeperDefaults, ...common, relay });
      const close = async (): Promise<void> => {
        hub.close();
        await sweeper.close();
        await redis[Symbol.asyncDispose]();
      };
      opened.defer(close);
      return {
        redis,
        hub,
        relay,
        stream,
        meter,
        send(count = 1) {
          const commit = log.send(room, count);
          hub.offer([commit]);
          relay.publish([commit]);
        },
        follow(afterSeq) {
          const sink = new RecordingSink();
          hub.follow({ conversationId: room, userId: ann, cursor: encodeCursor(log.epoch, afterSeq) }, sink);
          return sink;
        },
        [Symbol.asyncDispose]: close,
      };
    },
    [Symbol.asyncDispose]: () => opened.disposeAsync(),
  };
}

import { once } from 'node:events';
import type { RedisConnection, RedisOptions } from '../stream/redis-connection.ts';
import { connectRedis } from '../stream/redis-connection.ts';
import { RedisEventStream } from '../stream/redis-event-stream.ts';

/** One node's connections to a Redis, ready. */
export interface RedisNode extends AsyncDisposable {
  readonly commands: RedisConnection;
  readonly subscriber: RedisConnection;
  stream(more?: {
    readonly epoch?: string;
    readonly keepEntries?: number;
    readonly idleTtlSeconds?: number;
  }): RedisEventStream;
}

let nodes = 0;

/** Connects; resolves when both connections are ready. */
export async function redisNode(url: string, commandTimeoutMs = 1_000): Promise<RedisNode> {
  const options: RedisOptions = { url, commandTimeoutMs, name: `test-${++nodes}` };
  const commands = connectRedis(options, 'commands');
  const subscriber = connectRedis(options, 'subscriber');
  // What breaks here is what tests break.
  for (const redis of [commands, subscriber]) redis.on('error', () => {});
  await Promise.all([once(commands, 'ready'), once(subscriber, 'ready')]);
  return {
    commands,
    subscriber,
    stream: ({ epoch = 'first', keepEntries = 200, idleTtlSeconds = 60 } = {}) =>
      new RedisEventStream({ commands, subscriber, epoch: () => epoch, keepEntries, idleTtlSeconds }),
    [Symbol.asyncDispose]: () => {
      commands.disconnect();
      subscriber.disconnect();
      return Promise.resolve();
    },
  };
}

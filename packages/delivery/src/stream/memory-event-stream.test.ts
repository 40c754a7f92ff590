import { describeEventStream } from '../contracts/describe-event-stream.ts';
import { MemoryEventStream, MemoryRedis } from './memory-event-stream.ts';

describeEventStream('MemoryEventStream', () => {
  const redis = new MemoryRedis();
  return Promise.resolve({
    keepEntries: 200,
    pieceEntries: 0,
    node: (epoch = 'first') => Promise.resolve(new MemoryEventStream(redis, 200, () => epoch)),
    wipe: () => Promise.resolve(redis.wipe()),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});

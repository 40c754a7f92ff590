import { setTimeout as sleep } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import type { TakeSample, WorkloadResult } from './job.ts';

/** What connecting leaves behind is gone after this. */
const restMs = 3_000;

/**
 * How much memory the server needs for each socket that follows a conversation in which nothing happens: that of the
 * second half of the people, when the first half is connected and has made the heap as big as connecting makes it.
 */
export async function idle(crowd: Crowd, takeSample: TakeSample): Promise<WorkloadResult> {
  const half = Math.floor(crowd.subscribers.length / 2);
  const second = crowd.subscribers.slice(half);
  await crowd.open(crowd.subscribers.slice(0, half));
  await sleep(restMs);
  const before = await takeSample(true);
  await crowd.open(second);
  await sleep(restMs);
  const after = await takeSample(true);
  return {
    kind: 'idle',
    sockets: second.length,
    rssBytesEach: (after.rssBytes - before.rssBytes) / second.length,
    heapBytesEach: (after.heapBytes - before.heapBytes) / second.length,
  };
}

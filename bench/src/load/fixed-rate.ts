import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from './clock.ts';
import type { Crowd } from './crowd.ts';
import type { TakeSample, WorkloadResult } from './job.ts';
import type { Subscriber } from './subscriber.ts';
import { watchWindow } from './window.ts';

/** Messages at a fixed rate until told to stop. */
export interface Traffic {
  /** No more messages; resolves when those under way are answered. */
  stop(): Promise<void>;
}

/**
 * Sends `perSecond` messages a second, from one of `senders` after the other. Each carries the time at which it was
 * due: what a stalled server or a late timer delays counts as latency.
 */
export function startTraffic(crowd: Crowd, senders: readonly Subscriber[], perSecond: number): Traffic {
  const everyUs = 1_000_000 / perSecond;
  const startedUs = nowUs();
  const underWay = new Set<Promise<boolean>>();
  let sent = 0;
  let isStopped = false;
  const loop = async (): Promise<void> => {
    while (!isStopped) {
      for (let dueUs = startedUs + sent * everyUs; dueUs <= nowUs(); dueUs += everyUs) {
        const from = senders[sent++ % senders.length];
        if (!from) throw new Error('nobody sends');
        const sending = crowd.send(from, dueUs);
        underWay.add(sending);
        void sending.then(() => underWay.delete(sending));
      }
      await sleep(1);
    }
  };
  const looping = loop();
  return {
    async stop() {
      isStopped = true;
      await looping;
      await Promise.all(underWay);
    },
  };
}

/**
 * Before it counts, each of those who send has sent once: a socket is there from the beginning, a connection for HTTP
 * is made by the first message.
 */
export async function fixedRate(
  crowd: Crowd,
  takeSample: TakeSample,
  load: { readonly perSecond: number; readonly warmMs: number; readonly windowMs: number },
): Promise<WorkloadResult> {
  const senders = spreadOverRooms(crowd).slice(0, Math.floor((load.perSecond * load.warmMs) / 1_000));
  const traffic = startTraffic(crowd, senders, load.perSecond);
  const window = await watchWindow(crowd, takeSample, load);
  await traffic.stop();
  return { kind: 'fixed', window };
}

/** Everybody, in an order in which every room has its turn. */
export function spreadOverRooms({ rooms, subscribers }: Crowd): Subscriber[] {
  const places = new Map(rooms.map((room) => [room, 0]));
  return subscribers
    .map((one) => {
      const place = places.get(one.room) ?? 0;
      places.set(one.room, place + 1);
      return { one, place };
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ one }) => one);
}

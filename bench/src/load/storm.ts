import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from './clock.ts';
import type { Crowd } from './crowd.ts';
import { startTraffic } from './fixed-rate.ts';
import type { TakeSample, WorkloadResult } from './job.ts';
import type { Subscriber } from './subscriber.ts';

/** Long enough for every server to have noticed that its clients are gone. */
const noticeMs = 1_000;

/**
 * All but the first of each room are cut, miss `missed` messages, and come back at the same instant, while the rooms
 * go on at `perSecond`. Each is back when it has everything that was committed before that instant, in order.
 */
export async function storm(
  crowd: Crowd,
  takeSample: TakeSample,
  load: { readonly missed: number; readonly perSecond: number; readonly withinMs: number },
): Promise<WorkloadResult> {
  const stay = crowd.rooms.flatMap((room) => crowd.subscribers.find((one) => one.room === room) ?? []);
  const leave = crowd.subscribers.filter((one) => !stay.includes(one));
  // Whoever never had a message has no place to come back to.
  for (let n = 0; n < 3; n++) for (const one of stay) await crowd.send(one);
  await crowd.settle(10_000);

  for (const one of leave) {
    one.cut();
    one.isTimed = false;
  }
  await sleep(noticeMs);
  for (let n = 0; n < load.missed; n++) await Promise.all(stay.map((one) => crowd.send(one)));

  const traffic = startTraffic(crowd, stay, load.perSecond);
  await sleep(noticeMs);
  const before = await takeSample(false);
  crowd.latency.clear();
  const backMs = await comeBack(leave, load.withinMs);
  const liveP99Ms = crowd.latency.quantile(0.99) / 1_000;
  const after = await takeSample(false);
  await traffic.stop();
  const middle = backMs[Math.ceil(leave.length / 2) - 1];
  return {
    kind: 'storm',
    clients: leave.length,
    missed: load.missed,
    medianMs: middle ?? null,
    lastMs: backMs.length === leave.length ? (backMs.at(-1) ?? null) : null,
    serverCpuSeconds: after.serverCpu - before.serverCpu,
    liveP99Ms,
  };
}

/** How long each took that came back in time, the quickest first. */
async function comeBack(leave: readonly Subscriber[], withinMs: number): Promise<number[]> {
  const startedUs = nowUs();
  const goals = new Map(leave.map((one) => [one, one.room.lastSeq]));
  const backMs: number[] = [];
  // A refused one is seen as never back, and why in the verdict.
  for (const one of leave) one.open().catch(() => {});
  while (goals.size > 0 && nowUs() - startedUs < withinMs * 1_000) {
    for (const [one, goal] of goals) {
      if (one.check.reached < goal) continue;
      goals.delete(one);
      backMs.push((nowUs() - startedUs) / 1_000);
    }
    await sleep(1);
  }
  return backMs;
}

import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from './clock.ts';
import type { Crowd } from './crowd.ts';
import { spreadOverRooms } from './fixed-rate.ts';
import type { ClosedLevel, TakeSample, WorkloadResult } from './job.ts';
import { watchWindow } from './window.ts';

export interface ClosedLoad {
  readonly senders: readonly number[];
  /** Null: however long a message takes. */
  readonly p99LimitMs: number | null;
  readonly warmMs: number;
  readonly windowMs: number;
}

/**
 * So many people each send, wait for the answer, and send again; level by level more of them, until a message takes too
 * long to arrive. The best level is the one with most messages among those that were quick enough.
 */
export async function closedLoop(crowd: Crowd, takeSample: TakeSample, load: ClosedLoad): Promise<WorkloadResult> {
  const limitMs = load.p99LimitMs ?? Number.POSITIVE_INFINITY;
  const levels: ClosedLevel[] = [];
  for (const senders of load.senders) {
    const level = await runLevel(crowd, takeSample, { ...load, senders });
    levels.push(level);
    if (level.p99Ms >= limitMs || crowd.refused > 0) break;
  }
  const quick = levels.filter(({ p99Ms }) => p99Ms < limitMs);
  const best = quick.toSorted((a, b) => b.sendsPerSecond - a.sendsPerSecond)[0] ?? null;
  return { kind: 'closed', best, levels };
}

async function runLevel(
  crowd: Crowd,
  takeSample: TakeSample,
  load: { readonly senders: number; readonly warmMs: number; readonly windowMs: number },
): Promise<ClosedLevel> {
  const loops = startLoops(crowd, load.senders);
  const window = await watchWindow(crowd, takeSample, load);
  await loops.stop();
  return { senders: loops.count, ...window };
}

/** Traffic that nobody measures. */
export async function warmUp(
  crowd: Crowd,
  load: { readonly senders: number; readonly messages: number; readonly withinMs: number },
): Promise<WorkloadResult> {
  const goal = crowd.committed + load.messages;
  const untilUs = nowUs() + load.withinMs * 1_000;
  const loops = startLoops(crowd, load.senders);
  while (crowd.committed < goal && nowUs() < untilUs) await sleep(50);
  await loops.stop();
  return { kind: 'warm' };
}

function startLoops(crowd: Crowd, senders: number): { readonly count: number; stop(): Promise<void> } {
  let isOver = false;
  const loops = spreadOverRooms(crowd)
    .slice(0, senders)
    .map(async (from) => {
      while (!isOver && (await crowd.send(from)));
    });
  return {
    count: loops.length,
    /** Resolves when everything has been answered and received. */
    async stop() {
      isOver = true;
      await Promise.all(loops);
      await crowd.settle(10_000);
    },
  };
}

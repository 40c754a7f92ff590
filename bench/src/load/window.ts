import { setTimeout as sleep } from 'node:timers/promises';
import { nowUs } from './clock.ts';
import type { Crowd } from './crowd.ts';
import type { TakeSample, Window } from './job.ts';

/** Watches what happens for a while, after another while that does not count. */
export async function watchWindow(
  crowd: Crowd,
  takeSample: TakeSample,
  { warmMs, windowMs }: { readonly warmMs: number; readonly windowMs: number },
): Promise<Window> {
  await sleep(warmMs);
  const before = await takeSample(false);
  const startedUs = nowUs();
  const ownBefore = ownCpuSeconds();
  crowd.latency.clear();
  const { committed, deliveries } = crowd;
  await sleep(windowMs);
  const sends = crowd.committed - committed;
  const delivered = crowd.deliveries - deliveries;
  const seconds = (nowUs() - startedUs) / 1_000_000;
  const [p50Ms, p95Ms, p99Ms] = [0.5, 0.95, 0.99].map((q) => crowd.latency.quantile(q) / 1_000);
  const maxMs = crowd.latency.max / 1_000;
  const generator = ownCpuSeconds() - ownBefore;
  const after = await takeSample(false);
  const server = after.serverCpu - before.serverCpu;
  const postgres = after.postgresCpu - before.postgresCpu;
  const redis = after.redisCpu - before.redisCpu;
  const others = after.machineCpu - before.machineCpu - server - postgres - redis - generator;
  return {
    seconds,
    sendsPerSecond: sends / seconds,
    deliveriesPerSecond: delivered / seconds,
    p50Ms: p50Ms ?? 0,
    p95Ms: p95Ms ?? 0,
    p99Ms: p99Ms ?? 0,
    maxMs,
    cpuPer100kDeliveries: delivered === 0 ? 0 : (server / delivered) * 100_000,
    cpuPer1kSends: sends === 0 ? 0 : (server / sends) * 1_000,
    serverCores: server / seconds,
    generatorCores: generator / seconds,
    postgresCores: postgres / seconds,
    redisCores: redis / seconds,
    otherCores: Math.max(0, others / seconds),
  };
}

function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

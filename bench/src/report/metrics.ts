import type { JobResult, WorkloadResult } from '../load/job.ts';

/** A number of one run that contenders are compared by. */
export interface Metric {
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
  readonly value: number | null;
}

/** What a run says, number by number. */
export function metricsOf({ results }: JobResult): Metric[] {
  return results.flatMap(metricsOfOne);
}

function metricsOfOne(result: WorkloadResult): Metric[] {
  switch (result.kind) {
    case 'warm':
      return [];
    case 'fixed': {
      const { window } = result;
      return [
        less('fixed.p50', 'light: send→receive p50', 'ms', window.p50Ms),
        less('fixed.p95', 'light: send→receive p95', 'ms', window.p95Ms),
        less('fixed.p99', 'light: send→receive p99', 'ms', window.p99Ms),
        less('fixed.cpu', 'light: server CPU per 100,000 deliveries', 's', window.cpuPer100kDeliveries),
      ];
    }
    case 'closed': {
      const { best } = result;
      return [
        more('closed.sends', 'full: committed sends', '/s', best && best.sendsPerSecond),
        more('closed.deliveries', 'full: deliveries', '/s', best && best.deliveriesPerSecond),
        less('closed.cpu', 'full: server CPU per 100,000 deliveries', 's', best && best.cpuPer100kDeliveries),
        less('closed.p99', 'full: send→receive p99', 'ms', best && best.p99Ms),
      ];
    }
    case 'storm':
      return [
        less('storm.last', 'until the last client has everything', 'ms', result.lastMs),
        less('storm.median', 'until the middle client has everything', 'ms', result.medianMs),
        less('storm.cpu', 'server CPU', 's', result.serverCpuSeconds),
        less('storm.live', 'live p99 of those who stayed', 'ms', result.liveP99Ms),
      ];
    case 'idle':
      return [
        less('idle.rss', 'memory per subscriber (RSS)', 'KiB', result.rssBytesEach / 1_024),
        less('idle.heap', 'memory per subscriber (heap)', 'KiB', result.heapBytesEach / 1_024),
      ];
  }
}

function more(key: string, label: string, unit: string, value: number | null): Metric {
  return { key, label, unit, value, better: 'more' };
}

function less(key: string, label: string, unit: string, value: number | null): Metric {
  return { key, label, unit, value, better: 'less' };
}

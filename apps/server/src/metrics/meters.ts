import type { ApiMeter } from '@nova/api';
import type { LogEntry } from '@nova/contract';
import type { DeliveryMeter } from '@nova/delivery';
import type { Logger } from 'pino';
import type { Trace } from '../delivery/trace.ts';
import type { Metrics } from './metrics.ts';

/** Counts what the procedures do; logs what should not happen. */
export function apiMeter(metrics: Metrics, log: Logger): ApiMeter {
  return {
    refused: (path, reason) => metrics.refused.inc({ path, reason }),
    failed(what, error, requestId) {
      metrics.failures.inc({ what });
      log.error({ err: error, what, requestId }, 'failed');
    },
    retried: (code) => metrics.retries.inc({ code }),
    committed: (action, durationMs) => metrics.commands.observe({ action }, durationMs / 1_000),
    batch(sends, _conversations, durationMs) {
      metrics.batchSends.observe(sends);
      metrics.batchSeconds.observe(durationMs / 1_000);
    },
    split: () => metrics.splits.inc(),
  };
}

export interface DeliveryMeterParts {
  readonly metrics: Metrics;
  readonly trace: Trace;
  /** The clock that the latency of a commit is measured with. */
  readonly nowMs: () => number;
  readonly warn: (what: string, error: unknown) => void;
  /** Told when the log could perhaps not be reached. */
  readonly onLogAway: () => void;
}

/** Counts what delivery does. */
export function deliveryMeter({ metrics, trace, nowMs, warn, onLogAway }: DeliveryMeterParts): DeliveryMeter {
  return {
    delivered(count, fresh) {
      if (count === 0) return;
      metrics.delivered.inc({ how: fresh ? 'live' : 'caughtUp' }, count);
      const first = fresh?.[0];
      if (!first) return;
      const committedMs = commitTimeOf(first);
      // Told before the sockets are written to; this runs when they all have been.
      queueMicrotask(() => metrics.latency.observe(Math.max(0, nowMs() - committedMs) / 1_000));
      if (trace.isOn) trace.delivered(fresh, count / fresh.length);
    },
    tierRead: (tier, entries) => metrics.tiers.inc({ tier }, entries),
    swept: (rows) => metrics.swept.inc(rows),
    holeFilled: (entries) => metrics.holes.inc(entries),
    trimmed: () => metrics.trims.inc(),
    failed(what, error) {
      metrics.deliveryFailures.inc({ what });
      warn(what, error);
      if (asksLog.has(what)) onLogAway();
    },
    reset: (why) => metrics.resets.inc({ why }),
  };
}

/** Work that fails when the database cannot be reached, if not for that reason only. */
const asksLog: ReadonlySet<string> = new Set(['poll', 'sweep', 'check']);

const atMarker = '"at":"';
const instantChars = 24;

/** When an event was committed; its text begins with ids, so the first `at` is its own. */
function commitTimeOf({ text }: LogEntry): number {
  const start = text.indexOf(atMarker) + atMarker.length;
  return Date.parse(text.slice(start, start + instantChars));
}

import type { LogEntry } from '@nova/contract';
import type { DeliveryMeter } from '../ports.ts';

/** Counts, and keeps what failed for a test to look at. */
export class TestMeter implements DeliveryMeter {
  readonly tiers = { ring: 0, stream: 0, log: 0 };
  readonly failures: { readonly what: string; readonly error: unknown }[] = [];
  readonly resets: string[] = [];
  deliveredCount = 0;
  freshCount = 0;
  sweptCount = 0;
  filledCount = 0;
  trimCount = 0;

  delivered(count: number, fresh: readonly LogEntry[] | null): void {
    this.deliveredCount += count;
    this.freshCount += fresh?.length ?? 0;
  }

  tierRead(tier: 'ring' | 'stream' | 'log', entries: number): void {
    this.tiers[tier] += entries;
  }

  swept(rows: number): void {
    this.sweptCount += rows;
  }

  holeFilled(entries: number): void {
    this.filledCount += entries;
  }

  trimmed(): void {
    this.trimCount++;
  }

  failed(what: string, error: unknown): void {
    this.failures.push({ what, error });
  }

  reset(why: 'behind' | 'epoch'): void {
    this.resets.push(why);
  }
}

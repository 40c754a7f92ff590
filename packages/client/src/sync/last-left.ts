import type { Id } from '@nova/contract';
import type { Snapshot } from '../store/device-store.ts';

/** Of so many conversations at most. */
export const leftMax = 20;

/**
 * What was shown of the conversations that were left last: going back to one shows it in the same step, without waiting
 * for the device. Whatever is taken is kept no longer.
 */
export class LastLeft {
  readonly #snapshots = new Map<Id, Snapshot>();

  keep(snapshot: Snapshot): void {
    const { conversationId } = snapshot;
    this.#snapshots.delete(conversationId);
    this.#snapshots.set(conversationId, snapshot);
    const [oldest] = this.#snapshots.keys();
    if (oldest !== undefined && this.#snapshots.size > leftMax) this.#snapshots.delete(oldest);
  }

  /**
   * What was shown, if nothing has happened there since. `headSeq` is the newest `seq` known; `null` where nobody knows.
   * Otherwise the device has the word: it may know of a deletion that another tab was told of (X1).
   */
  take(conversationId: Id, headSeq: number | null): Snapshot | undefined {
    const snapshot = this.#snapshots.get(conversationId);
    this.#snapshots.delete(conversationId);
    return snapshot && headSeq !== null && snapshot.asOfSeq >= headSeq ? snapshot : undefined;
  }

  clear(): void {
    this.#snapshots.clear();
  }
}

import type { Batch } from './batch.ts';

/**
 * Where one subscriber's events go: a socket, a generator, a test. Calls come in log order, one at a time,
 * and never again after `ended` or `refused`. A sink never throws and never calls back from within a call.
 */
export interface Sink {
  /** The subscription is admitted; events follow. */
  started(): void;
  /**
   * Whether a batch would be taken now; asked before each read and each `deliver`. `false`: not until the follower's
   * `resume` is called. For sinks that share a socket, which others may have filled (D4). Absent: always.
   */
  accepts?(): boolean;
  /**
   * Takes a whole batch: the events that follow the last one taken.
   * `false`: taken, but no more until the follower's `resume` is called (D4).
   */
  deliver(batch: Batch): boolean;
  /** Load a page and go on from `seq` (D5, D9). The next batch begins at `seq + 1`. */
  reset(at: { conversationId: string; epoch: string; seq: number }): boolean;
  /** The last event taken ended the membership (D7). */
  ended(): void;
  refused(reason: 'NOT_A_MEMBER' | 'BAD_CURSOR'): void;
}

/** A running subscription, seen from its sink. */
export interface FollowHandle {
  /** The sink takes events again. */
  resume(): void;
  /** Ends it without a word. Idempotent. */
  close(): void;
}

import type { Cause } from './outbox/classification.ts';
import type { TimelineLine, TimelineMessage } from './replica/timeline.ts';
import type { SyncStatus } from './sync/status.ts';

/** A conversation as it is on the screen. Never changed, only replaced; what did not change keeps its identity. */
export interface ConversationView {
  /** Oldest first; messages on their way come last. */
  readonly messages: readonly TimelineMessage[];
  /** The same messages with what else happened between them. */
  readonly lines: readonly TimelineLine[];
  /** Confirmed messages are true at this `seq`. */
  readonly asOfSeq: number;
  readonly status: SyncStatus;
  /** Why it is `failed`, or was refused when `ended`. */
  readonly failure: Cause | null;
  readonly hasMoreBefore: boolean;
  /** True while a place further up is shown: `loadNewer` or `showLatest` lead back. */
  readonly hasMoreAfter: boolean;
}

export const emptyView: ConversationView = {
  messages: [],
  lines: [],
  asOfSeq: 0,
  status: 'loading',
  failure: null,
  hasMoreBefore: false,
  hasMoreAfter: false,
};

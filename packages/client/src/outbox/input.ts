import type { Id } from '@nova/contract';
import type { Verdict } from './classification.ts';
import type { OutboxEntry, Receipt } from './entry.ts';

/** An own message as the log or a page shows it: what proves that a request landed. */
export interface OwnMessage {
  readonly clientId: Id;
  readonly messageId: Id;
  readonly version: number;
  readonly body: string | null;
}

/** What the replica of one conversation has on the screen now. */
export interface AppliedInput {
  readonly type: 'applied';
  readonly conversationId: Id;
  /** Every event up to here is applied. */
  readonly asOfSeq: number;
  readonly own: readonly OwnMessage[];
  /** Messages found deleted: no text of theirs may stay in the queue (X1). */
  readonly deleted: readonly Id[];
  /** The log was begun anew since (D9): what it had accepted may be gone with it, and is asked for again. */
  readonly restarted?: boolean;
  /** The person is no member any more, and will not hear of deletions: nothing stays that the server told (X1). */
  readonly ended?: boolean;
}

/** What a person asks of the queue. Ids are minted by the caller, so that asking twice is asking once. */
export type PersonInput =
  | { readonly type: 'add'; readonly entry: OutboxEntry }
  | { readonly type: 'retry'; readonly id: Id; readonly freshId: Id }
  | { readonly type: 'editAndRetry'; readonly id: Id; readonly body: string; readonly freshId: Id }
  | { readonly type: 'discard'; readonly id: Id }
  | { readonly type: 'sendAll' };

/** What happens to the queue. */
export type OutboxInput =
  | PersonInput
  | AppliedInput
  /** The device's entries, read by whoever becomes the sender. */
  | { readonly type: 'loaded'; readonly entries: readonly OutboxEntry[] }
  | { readonly type: 'network'; readonly online: boolean }
  | { readonly type: 'tick' }
  /** All files of the entry are with the server. */
  | { readonly type: 'uploaded'; readonly id: Id; readonly attempt: number }
  | { readonly type: 'succeeded'; readonly id: Id; readonly attempt: number; readonly receipt: Receipt }
  /** `chance` in [0, 1) is this retry's jitter. */
  | {
      readonly type: 'refused';
      readonly id: Id;
      readonly attempt: number;
      readonly verdict: Verdict;
      readonly chance: number;
    };

/** What the runner does about it, in this order. */
export type OutboxEffect =
  /** `dropFiles`: of entries that are removed. */
  | {
      readonly type: 'persist';
      readonly put: readonly OutboxEntry[];
      readonly remove: readonly Id[];
      readonly dropFiles?: readonly Id[];
    }
  /** The queue is full: the text stays with the caller (O7). */
  | { readonly type: 'refuse'; readonly why: 'full' }
  | { readonly type: 'abort'; readonly id: Id }
  | { readonly type: 'upload'; readonly entry: OutboxEntry }
  | { readonly type: 'send'; readonly entry: OutboxEntry }
  /** Ask again at this time; `null`: only when something happens. */
  | { readonly type: 'wake'; readonly atMs: number | null };

export interface OutboxState {
  /** In queue order. */
  readonly entries: readonly OutboxEntry[];
  readonly online: boolean;
}

export const emptyOutbox: OutboxState = { entries: [], online: true };

import type { Cause } from './outbox/classification.ts';

/** Whence something was that a policy forbids: in the page itself, by a text that would run, from here, from elsewhere. */
export type BlockedKind = 'inline' | 'eval' | 'trusted-types' | 'data' | 'self' | 'elsewhere';

/** What an operator may want to count. None of it holds a text that a person wrote. */
export type Incident =
  /** An event was not the next one: held, the hole fetched (D10). `missing` events lie between. */
  | { readonly type: 'gap'; readonly conversationId: string; readonly expectedSeq: number; readonly gotSeq: number }
  /** A hole was not closed by asking again: a whole page was loaded instead. */
  | { readonly type: 'reload'; readonly conversationId: string; readonly why: 'gap' | 'reset' | 'badCursor' }
  /** An event of a type or version unknown to this client was skipped (L4). */
  | { readonly type: 'unknownEvent'; readonly conversationId: string; readonly seq: number }
  | { readonly type: 'entryFailed'; readonly conversationId: string; readonly kind: string; readonly cause: Cause }
  /** Something threw where nobody waits for it: a listener, or work in the background. The client goes on. */
  | { readonly type: 'uncaught'; readonly error: unknown }
  /** A service worker could not do what it was woken for. */
  | { readonly type: 'workerFailed'; readonly what: 'push' | 'click' | 'other'; readonly error: unknown }
  /**
   * The page was kept from something by its Content-Security-Policy. `blocked` is of what kind it was, never its address,
   * which a person may have written; `place` the file of the app and the line that wanted it, or nothing.
   */
  | { readonly type: 'policy'; readonly directive: string; readonly blocked: BlockedKind; readonly place: string }
  | { readonly type: 'storageFailed'; readonly what: 'outbox' | 'snapshot' | 'meta'; readonly error: unknown };

/** Told of each incident, once, as it happens. Must not throw. */
export type Report = (incident: Incident) => void;

/** Counts nothing; what is uncaught stays so, and reaches the platform. */
export const noReport: Report = (incident) => {
  if (incident.type !== 'uncaught') return;
  queueMicrotask(() => {
    throw new Error('uncaught in the client', { cause: incident.error });
  });
};

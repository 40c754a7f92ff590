import type { LogItem, OwnThing, PresenceItem, Reason } from '@nova/contract';
import type { Commit } from '@nova/db';

/** Who asks: a person and the session they are signed in with. */
export interface Caller {
  readonly userId: string;
  readonly sessionId: string;
}

/**
 * Live events of one conversation.
 *
 * Promise: the items after the cursor, each once, in `seq` order, without a hole (D3); each with the cursor after it.
 * `lastEventId` is the cursor to go on after; null: from now on. Ends by itself after the event that takes the
 * membership away (D7), and when `signal` aborts.
 * Resolves when it is admitted: from then on no event is missed, also by whoever follows from now on.
 * Rejects with `refuse('NOT_A_MEMBER')` for a stranger, whether there is such a conversation or not, and with
 * `refuse('BAD_CURSOR')` for a cursor from the future; the iteration throws the same should it be refused later.
 */
export interface EventFeed {
  follow(request: {
    readonly conversationId: string;
    readonly userId: string;
    readonly lastEventId: string | null;
    readonly signal: AbortSignal;
  }): Promise<AsyncIterable<readonly [cursor: string, item: LogItem]>>;
}

/** Conversations whose summary may have become another one for this person; `all` after an uncertainty. */
export interface InboxHint {
  readonly conversationIds: readonly string[] | 'all';
  /** What of the person's own became different that no summary tells. */
  readonly own?: readonly OwnThing[];
  /** People whose name, picture or status is another one now. */
  readonly people?: readonly string[];
}

/**
 * Hints that something in a person's inbox changed.
 *
 * Promise: registered when the first `next()` is called; from then on every change of one of the person's
 * conversations (also of membership) is followed by a hint that names it, within a poll. Hints may come twice or for
 * nothing. Those that arrive while nobody waits are merged into one. Ends when `signal` aborts.
 */
export interface InboxFeed {
  wakeups(request: { readonly userId: string; readonly signal: AbortSignal }): AsyncIterable<InboxHint>;
  /**
   * Tells the person's own inboxes, on every node, of a change that is not in any log: read position, notify level.
   * Returns at once, never throws; may be lost.
   */
  touched(userId: string, conversationIds: readonly string[]): void;
  /** The same for what is the person's own and in no summary, such as drafts. */
  touchedOwn(userId: string, thing: OwnThing): void;
  /**
   * Tells the person, and everybody who is in one of these conversations, that the person's name, picture or status is
   * another one (P1). Returns at once, never throws; may be lost, but then everything is doubted sooner or later.
   */
  personChanged(userId: string, conversationIds: readonly string[]): void;
}

/** Typing marks and presence: lossy, expire by themselves (D11). Who may see what is decided before it is asked. */
export interface Presence {
  /** Returns at once, never throws. */
  setTyping(mark: { readonly conversationId: string; readonly userId: string; readonly on: boolean }): void;
  /** Everybody who is there now, as this node knows it. At once: what commits does not wait for it (W7). */
  present(): ReadonlySet<string>;
  /** What is known now, then what changes. Ends when `signal` aborts. */
  watch(request: {
    readonly userId: string;
    readonly conversationIds: readonly string[];
    readonly userIds: readonly string[];
    readonly signal: AbortSignal;
  }): AsyncIterable<PresenceItem>;
}

/** Mail, as the deployment has it. */
export interface MailPort {
  /** Whether there is a way to send any. */
  readonly isOn: boolean;
  /** Sends somebody a link that shows that an address is theirs. Returns at once, never throws. */
  askForProof(person: {
    readonly userId: string;
    readonly name: string;
    readonly email: string;
    readonly language: string | null;
  }): void;
  /** Whose address such a link shows; null for one that is forged, cut or too old. */
  readProof(token: string): { readonly userId: string; readonly email: string } | null;
}

/** The app that browsers are given. */
export interface NewestApp {
  /** Which build of it is served now, in words that only the app itself reads; null: none, or nobody knows. Never rejects. */
  build(): Promise<string | null>;
}

/** What is counted against a caller: each kind has its own budget. */
export type LimitKind =
  | 'read'
  | 'search'
  | 'send'
  | 'write'
  | 'live'
  | 'typing'
  | 'import'
  | 'upload'
  | 'download'
  | 'mail';

/** Budgets per user (or per address, before signing in). */
export interface Limiter {
  /**
   * Takes one from a budget. Null when it was there, else how long until it will be. Never throws: a limiter that
   * cannot count lets through. May answer at once.
   */
  consume(
    kind: LimitKind,
    by: { readonly userId: string | null; readonly address: string },
  ): LimitVerdict | Promise<LimitVerdict>;
}
export type LimitVerdict = { readonly retryAfterMs: number } | null;

/**
 * What was committed, for publishing. Called once per commit, synchronously after it and before anybody is answered;
 * commits of one conversation may come out of order when two transactions answer at once. `requestIds` are the requests
 * that they come from, for those who follow a message through its stages. Must not throw or block.
 */
export type OnCommitted = (commits: readonly Commit[], requestIds: readonly string[]) => void;

/**
 * The texts at `seqs` are about to be deleted: called just before the commit, never awaited. Erasing them although the
 * commit then fails is harmless: readers find them in Postgres (X1).
 */
export type BeforeErase = (conversationId: string, seqs: readonly number[]) => void;

/** What operators look at. Calls are cheap and never throw. */
export interface ApiMeter {
  /** A procedure was refused or failed. */
  refused(path: string, reason: Reason): void;
  /** Something that should not happen; the caller was told INTERNAL. */
  failed(what: string, error: unknown, requestId: string): void;
  /** A transaction is tried again; `code` is the SQLSTATE or the kind of error. */
  retried(code: string): void;
  /** A command got its locks and was committed. */
  committed(action: string, durationMs: number): void;
  /** A batch of sends was committed. */
  batch(sends: number, conversations: number, durationMs: number): void;
  /** A batch was split to find the send that spoils it. */
  split(sends: number): void;
}

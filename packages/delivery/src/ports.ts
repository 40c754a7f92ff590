import type { LogEntry } from '@nova/contract';

/**
 * The truth: every conversation's log, as Postgres keeps it.
 *
 * Order: `read` is ascending by `seq` and contiguous from `afterSeq + 1`.
 * Gaps: none, ever (L1). Duplicates: none. Any `seq` ever handed out can be read again (L3).
 * Text: the same bytes as published, but without the body of a message deleted since (X1).
 * Rejects when the database cannot be reached, and when what was asked for is of another epoch than this node knows (D9);
 * callers try again.
 */
export interface EventLog {
  /** At most `limit` entries after `afterSeq`; empty only at the end of the log. */
  read(conversationId: string, afterSeq: number, limit: number): Promise<readonly LogEntry[]>;
  /** The newest `seq` of each conversation that exists, and the log's epoch, from one snapshot. */
  heads(conversationIds: readonly string[]): Promise<{ epoch: string; heads: ReadonlyMap<string, number> }>;
}

/** What became of an append. `last` is the newest `seq` the stream ever held; a hole means that nothing was changed. */
export type AppendOutcome = { kind: 'ok'; last: number } | { kind: 'hole'; last: number };

/** A hint. `unsure`: hints may have been lost (a reconnect) or are of another epoch, so look at the log now. */
export type Wake =
  | { readonly type: 'reached'; readonly conversationId: string; readonly seq: number }
  | { readonly type: 'erased'; readonly conversationId: string; readonly seqs: readonly number[] }
  | { readonly type: 'unsure' };

/** What is asked of a window. */
export interface StreamRange {
  readonly afterSeq: number;
  /** At most so many entries. */
  readonly limit: number;
  /**
   * A window that has not come this far holds nothing: it went back to an earlier state (R4) or lags, and may hold
   * what an event up to this one has erased (X1).
   */
  readonly knowsSeq: number;
}

/**
 * A window over the tail of each log, as Redis Streams keep it (R1).
 *
 * Order: a stream is a contiguous run of the log, whoever appends and however often; erased entries leave holes.
 * Loss: everything may vanish at any time, or go back to an earlier state (R4).
 * Wake-ups are hints: lost, doubled and late ones are normal.
 * Rejects when it cannot be reached within its time limit; nothing that people wait for awaits it.
 */
export interface EventStream {
  /** The epoch of the log whose window this is now (D9). Another epoch has other windows. */
  readonly epoch: string;
  /**
   * Appends `entries` (ascending, contiguous) atomically: those at or before the stream's last are ignored,
   * a gap to it is reported as a hole. Erases what the entries erase, and wakes all nodes. Idempotent.
   */
  append(conversationId: string, entries: readonly LogEntry[]): Promise<AppendOutcome>;
  /** Forgets the texts at `seqs` and tells all nodes to. Idempotent. */
  erase(conversationId: string, seqs: readonly number[]): Promise<void>;
  /** The contiguous entries from `afterSeq + 1` on; empty where the window does not hold the next one. */
  read(conversationId: string, range: StreamRange): Promise<readonly LogEntry[]>;
  /** Cuts the stream back to about its newest 50,000 entries (R3). */
  trim(conversationId: string): Promise<void>;
  /** Starts hints about a conversation; resolves once they flow. */
  watch(conversationId: string): Promise<void>;
  /** Ends them. */
  unwatch(conversationId: string): void;
  /** The one listener of this node. */
  onWake(listener: (wake: Wake) => void): void;
}

/** A commit whose events may not have reached the stream yet: one row of the transactional outbox (R2). */
export interface OutboxRow {
  readonly id: string;
  readonly conversationId: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** The transactional outbox in Postgres. Handing a row out twice is harmless: publishing is idempotent. */
export interface OutboxTable {
  /** The oldest rows that were committed more than `olderThanMs` ago, at most `limit`. */
  pending(olderThanMs: number, limit: number): Promise<readonly OutboxRow[]>;
  remove(ids: readonly string[]): Promise<void>;
}

/** What one commit added to one conversation. */
export interface Commit {
  readonly conversationId: string;
  readonly entries: readonly LogEntry[];
  /** The outbox row written with it. */
  readonly outboxId: string;
  /** The epoch of the log it was added to (D9). */
  readonly epoch: string;
}

/** Whether somebody may follow a conversation, and how far its log reached at that very moment. `null`: no such thing for them. */
export interface AccessCheck {
  check(conversationId: string, userId: string): Promise<{ lastSeq: number; epoch: string } | null>;
}

/** A running registration with `Channels`. */
export interface Listening {
  /** Resolves when messages flow, or cannot be had just now: then they begin with the next `onUnsure`. Never rejects. */
  readonly ready: Promise<void>;
  /** Idempotent. */
  stop(): void;
}

/**
 * Short messages to whoever listens on a channel at this moment, on every node.
 *
 * Order: as published by one node; none between nodes. Loss: normal. Duplicates: none.
 */
export interface Channels {
  /**
   * Tells this node's listeners before it returns, and the other nodes' through Redis. Rejects when Redis cannot be
   * reached: then only this node was told.
   */
  publish(channel: string, message: string): Promise<void>;
  listen(channel: string, listener: (message: string) => void): Listening;
  /** `listener` is called whenever messages may have been lost (a reconnect) and flow again. */
  onUnsure(listener: () => void): void;
}

/**
 * Which conversations people are in now, as Postgres says. Asked every 2 s about everybody who has an inbox open on
 * this node, so one statement answers for hundreds of them.
 */
export interface Memberships {
  /** The conversations of each of the users; whoever is in none may be left out. Rejects when the database cannot be reached. */
  of(userIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

/** Who has a socket, as all nodes together know it: claims of nodes, which lapse by themselves (D11). */
export interface OnlineRegister {
  /** Claims each of the users for this node, for so long; tells everybody of those who were on no node. */
  claim(userIds: readonly string[], ttlMs: number): Promise<void>;
  /** Gives a user up; tells everybody when no other node claims them. */
  release(userId: string): Promise<void>;
  /** For how much longer each of the users is claimed by some node; 0: by none. */
  remainingMs(userIds: readonly string[]): Promise<readonly number[]>;
}

/** Counts what the operators look at. Calls are cheap and never throw. */
export interface DeliveryMeter {
  /** `count` events handed to sinks; `fresh` are those just committed, `null` when a follower caught up. */
  delivered(count: number, fresh: readonly LogEntry[] | null): void;
  tierRead(tier: 'ring' | 'stream' | 'log', entries: number): void;
  swept(rows: number): void;
  holeFilled(entries: number): void;
  trimmed(): void;
  failed(
    what: 'append' | 'erase' | 'trim' | 'watch' | 'read' | 'poll' | 'sweep' | 'check' | 'inbox' | 'presence',
    error: unknown,
  ): void;
  reset(why: 'behind' | 'epoch'): void;
}

import type { Id, Message, Notice } from '@nova/contract';
import type { ThreadStretch } from '../replica/threads.ts';
import type { OutboxEntry } from '../outbox/entry.ts';

/** The tail of one conversation as it was last seen, for the next opening. */
export interface Snapshot {
  readonly conversationId: Id;
  /** Go on from here. */
  readonly cursor: string;
  readonly asOfSeq: number;
  /** Oldest first, at most `snapshotMessagesMax`. */
  readonly messages: readonly Message[];
  /** What else happened among them; absent in a snapshot by an earlier version. */
  readonly notices?: readonly Notice[];
  /** The threads seen last, the liveliest last; absent in a snapshot by an earlier version. */
  readonly threads?: readonly (readonly [Id, ThreadStretch])[];
  /** Those of them that are true at a later `seq` already (see `ReplicaState.ahead`). */
  readonly ahead: readonly (readonly [Id, number])[];
  readonly hasMoreBefore: boolean;
  readonly savedAtMs: number;
}

/** Newest messages kept of one conversation. */
export const snapshotMessagesMax = 200;
/** Threads kept of one conversation, and newest replies of each. */
export const snapshotThreadsMax = 20;
export const snapshotRepliesMax = 100;
/** Conversations kept per account; the one saved longest ago goes first. */
export const snapshotsMax = 50;

/** What becomes of the outbox in one step. */
export interface OutboxChange {
  readonly put: readonly OutboxEntry[];
  readonly remove: readonly Id[];
  /** Their bytes are needed no more. */
  readonly dropFiles?: readonly Id[];
}

/**
 * What a device remembers, per account (the user's id). Promises:
 * - a write that resolved survives a crash of the program; `writeOutbox` is atomic: all of it or nothing, at any moment;
 * - writes take effect in the order in which they were asked for, and reads see the writes asked for before them;
 * - accounts do not see each other; after `clear(account)` resolved nothing of the account is left;
 * - no room rejects with `NovaClientError` STORAGE_FULL and changes nothing.
 * What is handed out is the caller's own copy.
 */
export interface DeviceStore {
  /** All entries, by `order`. */
  loadOutbox(account: Id): Promise<OutboxEntry[]>;
  /** Puts entries (by id) and removes others and files, in one step. Removing what is not there is fine. */
  writeOutbox(account: Id, change: OutboxChange): Promise<void>;
  /** Keeps the bytes of a file under its id, for an entry that is to come. */
  putFile(account: Id, fileId: Id, file: { readonly bytes: Blob; readonly addedAtMs: number }): Promise<void>;
  getFile(account: Id, fileId: Id): Promise<Blob | null>;
  /** Removes all files but those to keep and those added later. */
  pruneFiles(account: Id, which: { readonly keep: readonly Id[]; readonly addedBeforeMs: number }): Promise<void>;
  loadSnapshot(account: Id, conversationId: Id): Promise<Snapshot | null>;
  /** All of them, in no order. */
  loadSnapshots(account: Id): Promise<Snapshot[]>;
  /**
   * Replaces the conversation's snapshot; beyond `snapshotsMax` the one with the oldest `savedAtMs` goes.
   * `advance` leaves one with a higher `asOfSeq` alone: a tab that lags behind must not bring back what another has
   * deleted (X1), and one that says the same: of many tabs one writes. `replace` is for a log that was begun anew.
   */
  saveSnapshot(account: Id, snapshot: Snapshot, how: 'advance' | 'replace'): Promise<void>;
  removeSnapshot(account: Id, conversationId: Id): Promise<void>;
  /** A small named text; `''` as account is the device's own. `null`: there is none. */
  getMeta(account: Id, key: string): Promise<string | null>;
  /** `null` removes it. */
  setMeta(account: Id, key: string, value: string | null): Promise<void>;
  clear(account: Id): Promise<void>;
  /** Lets go of files and connections. Idempotent. */
  close(): Promise<void>;
}

/** Whether a snapshot that is there stays. */
export function isKept(there: Snapshot | null | undefined, next: Snapshot, how: 'advance' | 'replace'): boolean {
  return how === 'advance' && there != null && (there.asOfSeq > next.asOfSeq || isSame(there, next));
}

/** At one place of one log, as many messages are the same ones. */
function isSame(a: Snapshot, b: Snapshot): boolean {
  return (
    a.cursor === b.cursor &&
    a.asOfSeq === b.asOfSeq &&
    a.messages.length === b.messages.length &&
    a.hasMoreBefore === b.hasMoreBefore &&
    a.notices?.length === b.notices?.length &&
    // These change without the log going on.
    a.ahead.length + b.ahead.length === 0 &&
    (a.threads ?? []).length + (b.threads ?? []).length === 0
  );
}

/** Which snapshots are beyond the bound. */
export function surplusSnapshots(saved: readonly { conversationId: Id; savedAtMs: number }[]): Id[] {
  return saved
    .toSorted((a, b) => b.savedAtMs - a.savedAtMs)
    .slice(snapshotsMax)
    .map(({ conversationId }) => conversationId);
}

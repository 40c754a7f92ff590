import { decodeCursor } from '@nova/contract';
import type { Id, ListOutput, Message, Notice } from '@nova/contract';
import type { Threads } from './threads.ts';
import type { Snapshot } from '../store/device-store.ts';
import { snapshotMessagesMax, snapshotRepliesMax, snapshotThreadsMax } from '../store/device-store.ts';

/** What else happened; `isAfterCut` where others before it were too many to be told. */
export type ToldNotice = Notice & { readonly isAfterCut?: boolean };

/** A page's notices, the first of them marked when there were more before it. */
export function toldNotices({ notices, noticesCut = false }: PageNotices): readonly ToldNotice[] {
  return noticesCut ? notices.map((notice, at) => (at === 0 ? { ...notice, isAfterCut: true } : notice)) : notices;
}

/** Whom notices are about, each once, in their order. */
export function toldPeople(notices: readonly Notice[]): readonly Id[] {
  return [...new Set(notices.flatMap((notice) => ('userId' in notice ? [notice.userId] : [])))];
}

type PageNotices = Pick<ListOutput, 'notices'> & Partial<Pick<ListOutput, 'noticesCut'>>;

/** What a replica takes of a page; one that lay on the device does not know of a cut. */
export type ReplicaPage = Omit<ListOutput, 'noticesCut'> & PageNotices;

/** A contiguous run of a conversation's messages, oldest first. */
export interface Stretch {
  readonly messages: readonly Message[];
  /** What else happened among them, oldest first. */
  readonly notices: readonly ToldNotice[];
  readonly hasMoreBefore: boolean;
  readonly hasMoreAfter: boolean;
}

/** One conversation as this device knows it: true at `asOfSeq`, in all its parts. Never changed, only replaced. */
export interface ReplicaState {
  readonly conversationId: Id;
  /** Whose device this is: being removed ends the replica. */
  readonly self: Id;
  /** Go on from here to see `asOfSeq + 1`. */
  readonly cursor: string;
  readonly asOfSeq: number;
  /** The newest messages; new ones join here. */
  readonly tail: Stretch;
  /** A place further up, shown instead of the tail until the two meet. */
  readonly detached: Stretch | null;
  /** Threads that were opened or replied to, the liveliest last. */
  readonly threads: Threads;
  /** Messages that a page showed as they were at a later `seq` than `asOfSeq`: events up to it are in them already. */
  readonly ahead: ReadonlyMap<Id, number>;
  /** Events skipped because this client does not know their type or version (L4). */
  readonly unknownEvents: number;
  readonly ended: boolean;
}

/** What a first page, or the page after a reset, makes. */
export function replicaOfPage(of: { conversationId: Id; self: Id }, page: ReplicaPage): ReplicaState {
  return {
    conversationId: of.conversationId,
    self: of.self,
    cursor: page.cursor,
    asOfSeq: page.asOfSeq,
    tail: {
      messages: page.messages,
      notices: toldNotices(page),
      hasMoreBefore: page.hasMoreBefore,
      hasMoreAfter: false,
    },
    detached: null,
    threads: new Map(),
    ahead: new Map(),
    unknownEvents: 0,
    ended: false,
  };
}

/** Whether two places are in one run of the log: a restored log has another epoch (D9). */
export function isSameLog(a: { readonly cursor: string }, b: { readonly cursor: string }): boolean {
  return decodeCursor(a.cursor)?.epoch === decodeCursor(b.cursor)?.epoch;
}

export function replicaOfSnapshot(self: Id, snapshot: Snapshot): ReplicaState {
  const { messages, notices = [], hasMoreBefore, cursor, asOfSeq } = snapshot;
  const page = {
    messages: [...messages],
    notices: [...notices],
    hasMoreBefore,
    hasMoreAfter: false,
    cursor,
    asOfSeq,
  };
  return {
    ...replicaOfPage({ conversationId: snapshot.conversationId, self }, page),
    threads: new Map(snapshot.threads),
    ahead: new Map(snapshot.ahead),
  };
}

/** The bounded part of a replica that the device keeps. */
export function snapshotOf(state: ReplicaState, savedAtMs: number): Snapshot {
  const { messages, hasMoreBefore } = state.tail;
  const kept = messages.slice(-snapshotMessagesMax);
  const threads = [...state.threads].slice(-snapshotThreadsMax).map(([id, thread]) => {
    const replies = thread.messages.slice(-snapshotRepliesMax);
    const hasMore = thread.hasMoreBefore || replies.length < thread.messages.length;
    return [id, { ...thread, messages: replies, hasMoreBefore: hasMore }] as const;
  });
  const inThreads = threads.flatMap(([id, thread]) => [id, ...thread.messages.map((reply) => reply.id)]);
  const isKept = new Set([...kept.map(({ id }) => id), ...inThreads]);
  return {
    conversationId: state.conversationId,
    cursor: state.cursor,
    asOfSeq: state.asOfSeq,
    messages: kept,
    notices: noticesSince(state.tail.notices, kept.length < messages.length ? kept[0] : undefined),
    threads,
    ahead: [...state.ahead].filter(([id]) => isKept.has(id)),
    hasMoreBefore: hasMoreBefore || messages.length > kept.length,
    savedAtMs,
  };
}

/** Notices that one stretch keeps; joins come by the hundred. */
const noticesMax = 500;

/** The newest notices, at most `noticesMax`; with `oldest`, those after it only. */
export function noticesSince(notices: readonly ToldNotice[], oldest?: Message): readonly ToldNotice[] {
  const first = oldest === undefined ? 0 : notices.findIndex(({ seq }) => seq > oldest.seq);
  if (first < 0) return [];
  const from = Math.max(first, notices.length - noticesMax);
  if (from === 0) return notices;
  return toldNotices({ notices: notices.slice(from), noticesCut: from > first });
}

/** The messages on the screen. */
export function shown(state: ReplicaState): Stretch {
  return state.detached ?? state.tail;
}

import type { EventOf, Id, Message, NovaEvent, ThreadOutput, ThreadSummary } from '@nova/contract';
import { limits } from '@nova/contract';
import type { ReplicaState } from './state.ts';

/** A thread as this device knows it: its newest replies in a row, oldest first, true at the replica's `asOfSeq`. */
export interface ThreadStretch {
  /** Null until a page was loaded: what is here then are the replies that came meanwhile. */
  readonly root: Message | null;
  readonly messages: readonly Message[];
  readonly hasMoreBefore: boolean;
}

export type Threads = ReadonlyMap<Id, ThreadStretch>;

/** Threads that one replica holds; the one that something happened in longest ago goes first. */
export const threadsMax = 50;
/** Replies of one thread; beyond it the oldest go, to be loaded again. */
const repliesMax = 2_000;

/** Whether a message is in the timeline, rather than in a thread only. */
export function isInTimeline({ threadRootId, alsoSent }: Pick<Message, 'threadRootId' | 'alsoSent'>): boolean {
  return threadRootId === null || alsoSent === true;
}

/** What an event means to the root of a thread. */
export interface RootChange {
  readonly rootId: Id;
  after(root: Message): Message;
}

/** The change that an event makes to a root; null when it concerns none. */
export function rootChange(event: NovaEvent): RootChange | null {
  if (event.type === 'message.created' && event.threadRootId !== null) {
    return { rootId: event.threadRootId, after: (root) => ({ ...root, thread: summaryAfter(root.thread, event) }) };
  }
  if (event.type !== 'message.deleted' || event.threadRootId === undefined) return null;
  const { thread: left } = event;
  return {
    rootId: event.threadRootId,
    after: (root) => (left ? { ...root, thread: left } : withoutThread(root)),
  };
}

function withoutThread(root: Message): Message {
  const { thread, ...rest } = root;
  return thread ? rest : root;
}

function summaryAfter(before: ThreadSummary | undefined, event: EventOf<'message.created'>): ThreadSummary {
  const others = before?.userIds.filter((id) => id !== event.senderId) ?? [];
  return {
    replies: (before?.replies ?? 0) + 1,
    lastSeq: event.seq,
    lastAt: event.sentAt,
    userIds: [event.senderId, ...others].slice(0, limits.threadFaces),
  };
}

/** The threads with a new reply in its own. */
export function withReply(threads: Threads, reply: Message): Threads {
  const rootId = reply.threadRootId;
  if (rootId === null) return threads;
  const known = threads.get(rootId) ?? { root: null, messages: [], hasMoreBefore: true };
  if ((known.messages.at(-1)?.seq ?? 0) >= reply.seq) return threads;
  return withThread(threads, rootId, { ...known, messages: [...known.messages, reply] });
}

/** The threads with one of them replaced, which is then the newest. */
export function withThread(threads: Threads, rootId: Id, thread: ThreadStretch): Threads {
  const others = [...threads].filter(([id]) => id !== rootId);
  const isLong = thread.messages.length > repliesMax;
  const kept = isLong ? { ...thread, messages: thread.messages.slice(-repliesMax / 2), hasMoreBefore: true } : thread;
  return new Map([...others.slice(-(threadsMax - 1)), [rootId, kept]]);
}

/** The threads with their messages changed by `change`, which answers the same list when nothing of it changed. */
export function changedThreads(
  threads: Threads,
  change: (messages: readonly Message[]) => readonly Message[],
): Threads {
  let next: Map<Id, ThreadStretch> | null = null;
  for (const [id, thread] of threads) {
    const messages = change(thread.messages);
    const [root = null] = thread.root ? change([thread.root]) : [];
    if (messages === thread.messages && root === thread.root) continue;
    next ??= new Map(threads);
    next.set(id, { ...thread, root, messages });
  }
  return next ?? threads;
}

/** Every copy of a message that the replica holds, by id; they are all true at its `asOfSeq`. */
export function copiesOf({ tail, detached, threads }: ReplicaState): ReadonlyMap<Id, Message> {
  const inThreads = [...threads.values()].flatMap(({ root, messages }) => (root ? [root, ...messages] : messages));
  return new Map([...inThreads, ...tail.messages, ...(detached?.messages ?? [])].map((copy) => [copy.id, copy]));
}

/** The copy of one message that the replica holds; undefined when it holds none. */
export function copyOf({ tail, detached, threads }: ReplicaState, messageId: Id): Message | undefined {
  const isIt = ({ id }: Message): boolean => id === messageId;
  const inTimeline = tail.messages.findLast(isIt) ?? detached?.messages.findLast(isIt);
  if (inTimeline) return inTimeline;
  for (const { root, messages } of threads.values()) {
    if (root?.id === messageId) return root;
    const found = messages.findLast(isIt);
    if (found) return found;
  }
  return undefined;
}

/** A page of a thread and what happened while it was under way. */
export interface ThreadArrival {
  readonly rootId: Id;
  readonly page: Omit<ThreadOutput, 'place'>;
  /** The `seq` of the first reply held when an older page was asked for; null for the newest page. */
  readonly edge: number | null;
  readonly since: readonly NovaEvent[];
}

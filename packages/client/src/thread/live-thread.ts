import type { Id, Message, ThreadPlace } from '@nova/contract';
import type { ConversationView } from '../conversation-view.ts';
import { emptyView } from '../conversation-view.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { TimelineMessage } from '../replica/timeline.ts';
import { Timeline } from '../replica/timeline.ts';
import { copyOf } from '../replica/threads.ts';
import type { ConversationSync } from '../sync/conversation-sync.ts';

/** A thread as it is on the screen: its replies as `messages`, and above them its root. */
export interface ThreadView extends ConversationView {
  /** Null while it is not known. */
  readonly root: TimelineMessage | null;
  /** One's own place in it; null while it is not known. */
  readonly place: ThreadPlace | null;
}

export const emptyThread: ThreadView = { ...emptyView, root: null, place: null };

const none: readonly Message[] = [];

/** Replica and outbox of one thread, joined into what a person sees. The view is made when it is asked for. */
export class LiveThread {
  readonly #rootId: Id;
  readonly #sync: ConversationSync;
  readonly #entries: () => readonly OutboxEntry[];
  readonly #replies: Timeline;
  readonly #roots: Timeline;
  #view: ThreadView = emptyThread;

  constructor(of: { rootId: Id; self: Id; sync: ConversationSync; entries: () => readonly OutboxEntry[] }) {
    this.#rootId = of.rootId;
    this.#sync = of.sync;
    this.#entries = of.entries;
    this.#replies = new Timeline(of.self);
    this.#roots = new Timeline(of.self);
  }

  /** The same object until something of it changes. */
  get view(): ThreadView {
    const { replica, standing: whole } = this.#sync;
    const { place, ...standing } = this.#sync.threads.standing(this.#rootId);
    const thread = replica?.threads.get(this.#rootId);
    const entries = this.#entries();
    const root = thread?.root ?? (replica ? copyOf(replica, this.#rootId) : undefined);
    const [rootLine = null] = this.#roots.build({ messages: root ? [root] : none, entries, atLatest: false });
    const messages = this.#replies.build({
      messages: thread?.messages ?? none,
      entries: entries.filter(({ work }) => work.kind !== 'send' || work.threadRootId === this.#rootId),
      atLatest: true,
    });
    const isWhole = whole.status === 'live' || whole.status === 'loading';
    const next: ThreadView = {
      root: rootLine,
      messages,
      lines: this.#replies.lines(messages, []),
      asOfSeq: replica?.asOfSeq ?? 0,
      ...(isWhole ? standing : whole),
      place,
      hasMoreBefore: thread?.hasMoreBefore ?? true,
      hasMoreAfter: false,
    };
    if (!isSame(this.#view, next)) this.#view = next;
    return this.#view;
  }
}

function isSame(a: ThreadView, b: ThreadView): boolean {
  const keys = ['root', 'messages', 'lines', 'status', 'failure', 'place', 'hasMoreBefore'] as const;
  return keys.every((key) => a[key] === b[key]);
}

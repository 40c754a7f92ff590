import type { Id, Quote } from '@nova/contract';
import { limits } from '@nova/contract';
import type { ConversationView } from './conversation-view.ts';
import { emptyView } from './conversation-view.ts';
import { NovaClientError } from './errors.ts';
import type { NewFile } from './files/keep-files.ts';
import type { DeviceStore } from './store/device-store.ts';
import { Listeners } from './listeners.ts';
import type { MessageTarget, OutboxEntry, Work } from './outbox/entry.ts';
import { newEntry } from './outbox/entry.ts';
import type { PersonInput } from './outbox/input.ts';
import type { OutboxHand } from './sync/outbox-bond.ts';
import type { Platform } from './platform.ts';
import type { Stretch } from './replica/state.ts';
import { shown } from './replica/state.ts';
import type { TimelineMessage } from './replica/timeline.ts';
import { Timeline } from './replica/timeline.ts';
import { copiesOf, type Threads } from './replica/threads.ts';
import type { Report } from './report.ts';
import type { ConversationSync } from './sync/conversation-sync.ts';
import type { NewMessage } from './talkable.ts';
import { LiveThread } from './thread/live-thread.ts';

const nothingShown: Stretch = { messages: [], notices: [], hasMoreBefore: false, hasMoreAfter: false };

/** In a burst of events, listeners are called back this often at most; the first of a burst is told at once. */
const burstMs = 30;

/** The outbox as a person uses it. */
interface OutboxDesk extends Omit<OutboxHand, 'dispatch'> {
  dispatch(input: PersonInput): Promise<void>;
}

export interface LiveConversationOptions {
  readonly conversationId: Id;
  readonly self: Id;
  readonly sync: ConversationSync;
  readonly outbox: OutboxDesk;
  readonly platform: Platform;
  readonly newId: () => Id;
  readonly report?: Report;
  /** Where files wait for their turn; without it messages have none. */
  readonly store?: Pick<DeviceStore, 'putFile' | 'writeOutbox'>;
}

/**
 * Replica and outbox of one conversation, joined into what a person sees and does. Start and close the parts yourself.
 * `view` is always of this moment and is made when it is asked for: catching up on thousands of events costs one each.
 */
export class LiveConversation {
  readonly #options: LiveConversationOptions;
  readonly #timeline: Timeline;
  readonly #listeners: Listeners;
  readonly #leave: (() => void)[];
  #entries: readonly OutboxEntry[] = [];
  #view: ConversationView = emptyView;
  #isStale = true;
  #byId: { messages: readonly TimelineMessage[]; lines: ReadonlyMap<Id, TimelineMessage> } | null = null;
  readonly #threads = new Map<Id, LiveThread>();
  readonly #quotes = new WeakMap<TimelineMessage, Quote>();
  /** What the listeners know of, and when they were told. */
  #told: ConversationView;
  #toldBeside: { threads: Threads | undefined; revision: number; entries: readonly OutboxEntry[] } | null = null;
  #toldAtMs: number;
  #cancelTelling: (() => void) | null = null;

  constructor(options: LiveConversationOptions) {
    this.#options = options;
    this.#listeners = new Listeners(options.report);
    this.#timeline = new Timeline(options.self);
    this.#entries = this.#ownEntries(options.outbox.entries);
    this.#told = this.view;
    this.#toldAtMs = options.platform.nowMs() - burstMs;
    this.#leave = [
      options.sync.subscribe(() => this.#changed('soon')),
      options.outbox.subscribe((entries) => {
        const own = this.#ownEntries(entries);
        if (own.length === this.#entries.length && own.every((entry, at) => entry === this.#entries[at])) return;
        this.#entries = own;
        this.#changed('now');
      }),
    ];
  }

  get view(): ConversationView {
    if (this.#isStale) this.#view = this.#built();
    this.#isStale = false;
    return this.#view;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** A thread of the conversation; it is loaded by whoever opened it (`ConversationSync.threads`). */
  thread(rootId: Id): LiveThread {
    const { self, sync } = this.#options;
    const known = this.#threads.get(rootId);
    if (known) return known;
    const made = new LiveThread({ rootId, self, sync, entries: () => this.#entries });
    this.#threads.set(rootId, made);
    return made;
  }

  /** A message on the screen, as a reply quotes it; the same object until it changes. */
  quote(messageId: Id): Quote | null {
    const { messages } = this.view;
    if (this.#byId?.messages !== messages)
      this.#byId = { messages, lines: new Map(messages.flatMap((line) => (line.id ? [[line.id, line]] : []))) };
    const line = this.#byId.lines.get(messageId);
    if (!line?.id || line.seq === null) return null;
    const known = this.#quotes.get(line);
    if (known) return known;
    const { id, conversationId, seq, senderId, version, body } = line;
    const quote = { id, conversationId, seq, senderId, version, body: body?.slice(0, limits.quoteChars) ?? null };
    this.#quotes.set(line, quote);
    return quote;
  }

  /** Resolves to the new message's `clientId` when it and its files lie on the device and it is shown (O1, F8). @throws NovaClientError. */
  async send(message: NewMessage): Promise<Id> {
    const { clientId = this.#options.newId() } = message;
    const { body, replyToId = null, threadRootId = null, alsoSend = false, files = [] } = message;
    const forward = message.forwardOfId === undefined ? {} : { forwardOfId: message.forwardOfId };
    const place = { replyToId, threadRootId, ...(alsoSend ? { alsoSend } : {}), ...forward };
    const work = { kind: 'send', clientId, body, ...place } as const;
    if (files.length === 0) await this.#ask(work, { id: clientId });
    else await this.#sendWithFiles(work, files);
    return clientId;
  }

  /** Resolves when the wish lies on the device, with its files (O1, F8). @throws NovaClientError. */
  async schedule(message: Omit<NewMessage, 'forwardOfId'>, dueAt: string): Promise<Id> {
    const { clientId = this.#options.newId(), body, replyToId = null, threadRootId = null, alsoSend = false } = message;
    const place = { replyToId, threadRootId, ...(alsoSend ? { alsoSend } : {}) };
    const work = { kind: 'schedule', clientId, body, ...place, dueAt } as const;
    if (message.files?.length) await this.#sendWithFiles(work, message.files);
    else await this.#ask(work, { id: clientId });
    return clientId;
  }

  /** `expectedVersion` is the one the person saw; by default the one shown now. */
  async edit(target: MessageTarget, change: { body: string; expectedVersion?: number }): Promise<void> {
    const expectedVersion = change.expectedVersion ?? this.#lineOf(target)?.version ?? 1;
    await this.#ask({ kind: 'edit', target: this.#resolved(target), expectedVersion, body: change.body });
  }

  /** With `holdMs` it may be taken back for so long (`OutboxHandle.discard`); a message that never left is dropped at once. */
  async delete(target: MessageTarget, how: { holdMs?: number } = {}): Promise<void> {
    await this.#ask({ kind: 'delete', target: this.#resolved(target) }, how);
  }

  async react(target: MessageTarget, reaction: { emoji: string; on: boolean }): Promise<void> {
    await this.#ask({ kind: 'react', target: this.#resolved(target), ...reaction });
  }

  async pin(target: MessageTarget, on: boolean): Promise<void> {
    await this.#ask({ kind: 'pin', target: this.#resolved(target), on });
  }

  /** Takes off what is shown of the links of a message, for everybody and for good. */
  async hidePreviews(target: MessageTarget): Promise<void> {
    await this.#ask({ kind: 'hidePreviews', target: this.#resolved(target) });
  }

  /** Tells the listeners at once what a burst would tell them of soon. */
  tell(): void {
    this.#changed('now');
  }

  /** Stops listening; views stay as they are. */
  close(): void {
    for (const leave of this.#leave) leave();
    this.#cancelTelling?.();
    this.#listeners.clear();
  }

  async #sendWithFiles(work: Extract<Work, { kind: 'send' | 'schedule' }>, files: readonly NewFile[]): Promise<void> {
    const { store, self: account, platform, newId } = this.#options;
    if (!store) throw new NovaClientError('STORAGE_FAILED');
    // Fetched when the first file leaves.
    const { dropFiles, keepFiles } = await import('./files/keep-files.ts');
    const kept = await keepFiles(files, { store, account, platform, newId });
    try {
      await this.#ask({ ...work, files: kept }, { id: work.clientId });
    } catch (error) {
      await dropFiles(kept, { store, account });
      throw error;
    }
  }

  async #ask(work: Work, how: { id?: Id; holdMs?: number } = {}): Promise<void> {
    const { conversationId, platform, outbox, newId } = this.#options;
    const entry = newEntry({ id: newId(), conversationId, work, nowMs: platform.nowMs(), ...how });
    await outbox.dispatch({ type: 'add', entry });
  }

  #lineOf(target: MessageTarget): { id: Id | null; version: number } | undefined {
    const { self, sync } = this.#options;
    const isMeant = (line: { id: Id | null; senderId: Id; clientId: Id }): boolean =>
      'messageId' in target
        ? line.id === target.messageId
        : line.senderId === self && line.clientId === target.clientId;
    const here = this.view.messages.find(isMeant);
    return here ?? (sync.replica ? [...copiesOf(sync.replica).values()].find(isMeant) : undefined);
  }

  /** By the server's id where it is known: the outbox forgets a send once it is confirmed. */
  #resolved(target: MessageTarget): MessageTarget {
    const id = 'messageId' in target ? target.messageId : this.#lineOf(target)?.id;
    return id ? { messageId: id } : target;
  }

  #ownEntries(entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
    return entries.filter(({ conversationId }) => conversationId === this.#options.conversationId);
  }

  #changed(when: 'now' | 'soon'): void {
    this.#isStale = true;
    const { platform } = this.#options;
    const quietMs = platform.nowMs() - this.#toldAtMs;
    // A clock that was set back tells nothing of a burst.
    if (when === 'now' || quietMs >= burstMs || quietMs < 0) this.#announce();
    else this.#cancelTelling ??= platform.after(burstMs - quietMs, () => this.#announce());
  }

  #announce(): void {
    this.#cancelTelling?.();
    this.#cancelTelling = null;
    // What only a thread on the screen shows is news as well.
    const { sync } = this.#options;
    const beside = { threads: sync.replica?.threads, entries: this.#entries, revision: sync.threads.revision };
    const isNewBeside =
      beside.threads !== this.#toldBeside?.threads ||
      beside.entries !== this.#toldBeside?.entries ||
      beside.revision !== this.#toldBeside.revision;
    if (this.#listeners.size === 0 || (this.view === this.#told && !isNewBeside)) return;
    this.#told = this.view;
    this.#toldBeside = beside;
    this.#toldAtMs = this.#options.platform.nowMs();
    this.#listeners.tell();
  }

  /** The view of this moment; the one before when nothing of it changed. */
  #built(): ConversationView {
    const { replica, standing } = this.#options.sync;
    const stretch = replica ? shown(replica) : nothingShown;
    const messages = this.#timeline.build({
      messages: stretch.messages,
      entries: this.#entries.filter(({ work }) => work.kind !== 'send' || work.threadRootId === null || work.alsoSend),
      atLatest: !replica?.detached,
    });
    const { hasMoreBefore, hasMoreAfter } = stretch;
    const lines = this.#timeline.lines(messages, stretch.notices);
    const next = { messages, lines, asOfSeq: replica?.asOfSeq ?? 0, ...standing, hasMoreBefore, hasMoreAfter };
    return isSameView(this.#view, next) ? this.#view : next;
  }
}

function isSameView(a: ConversationView, b: ConversationView): boolean {
  return (
    a.messages === b.messages &&
    a.lines === b.lines &&
    a.asOfSeq === b.asOfSeq &&
    a.status === b.status &&
    a.failure === b.failure &&
    a.hasMoreBefore === b.hasMoreBefore &&
    a.hasMoreAfter === b.hasMoreAfter
  );
}

import type { Id, Quote, Revision } from '@nova/contract';
import type { Account } from './account.ts';
import type { LiveConversation } from './conversation.ts';
import type { ConversationView } from './conversation-view.ts';
import { emptyView } from './conversation-view.ts';
import { NovaClientError } from './errors.ts';
import { Listeners } from './listeners.ts';
import type { MessageTarget } from './outbox/entry.ts';
import type { TimelineMessage } from './replica/timeline.ts';
import type { ConversationSync } from './sync/conversation-sync.ts';
import type { SyncStatus } from './sync/status.ts';
import type { NewMessage, Talkable } from './talkable.ts';
import { emptyThread } from './thread/live-thread.ts';
import { Thread } from './thread/thread-handle.ts';

/** Where a handle finds the account, now and whenever it changes. */
export interface AccountSource {
  readonly account: Account | null;
  /** Waits for the account. @throws when nobody is signed in and that cannot be changed by waiting. */
  ready(): Promise<Account>;
  onChange(listener: () => void): () => void;
  /** Somebody will show this conversation of the next account that opens; the returned function says that nobody does. */
  expect(conversationId: Id): () => void;
}

/**
 * One conversation in the hands of one user of the client. It is live while open; several handles of one conversation
 * share one replica. Before somebody is signed in it is `loading`, and it comes to life by itself.
 */
export class Conversation implements Talkable {
  readonly id: Id;
  readonly draftKey: string;
  readonly rootId = null;
  readonly #source: AccountSource;
  readonly #listeners = new Listeners();
  readonly #leaveSource: () => void;
  readonly #expectNoMore: () => void;
  #held: (ReturnType<Account['hold']> & { account: Account; leave: () => void }) | null = null;
  #isClosed = false;

  constructor(id: Id, source: AccountSource) {
    this.id = id;
    this.draftKey = id;
    this.#source = source;
    this.#leaveSource = source.onChange(() => this.#attach());
    this.#expectNoMore = source.expect(id);
    this.#attach();
  }

  /** What is on the screen: the same object until something changes. */
  get view(): ConversationView {
    return this.#held?.live.view ?? emptyView;
  }

  get messages(): readonly TimelineMessage[] {
    return this.view.messages;
  }

  get asOfSeq(): number {
    return this.view.asOfSeq;
  }

  get status(): SyncStatus {
    return this.view.status;
  }

  /** Calls back after each change of `view`; the returned function stops it. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /**
   * Sends a message: resolves to its `clientId` when it lies on the device and is shown (O1). A program that chooses the
   * `clientId` may ask again under it, in this run or the next: it is one message (W6).
   * @throws NovaClientError OUTBOX_FULL, STORAGE_FULL, STORAGE_FAILED: nothing was taken; SIGNED_OUT; CLOSED.
   */
  async send(message: NewMessage): Promise<Id> {
    return (await this.#live()).send(message);
  }

  /**
   * Has a message sent at `dueAt` (ISO 8601): resolves to its `clientId` when the wish lies on the device; it leaves as a
   * message does, and waits on the server (`NovaClient.scheduled`). Throws as `send`.
   */
  async schedule(message: Omit<NewMessage, 'forwardOfId'>, dueAt: string): Promise<Id> {
    return (await this.#live()).schedule(message, dueAt);
  }

  /** Changes an own message. `expectedVersion`: the version the person saw, by default the one shown now. Throws as `send`. */
  async edit(target: MessageTarget, change: { body: string; expectedVersion?: number }): Promise<void> {
    await (await this.#live()).edit(target, change);
  }

  /**
   * Deletes a message. With `holdMs` the deletion lies on the device for so long, also over a reload, before it leaves:
   * `outbox.discard` of its entry (`TimelineMessage.changes`) takes it back. Throws as `send`.
   */
  async delete(target: MessageTarget, how: { holdMs?: number } = {}): Promise<void> {
    await (await this.#live()).delete(target, how);
  }

  async react(target: MessageTarget, reaction: { emoji: string; on: boolean }): Promise<void> {
    await (await this.#live()).react(target, reaction);
  }

  async pin(target: MessageTarget, on: boolean): Promise<void> {
    await (await this.#live()).pin(target, on);
  }

  /** Takes off what is shown of the links of a message, for everybody and for good. Throws as `send`. */
  async hidePreviews(target: MessageTarget): Promise<void> {
    await (await this.#live()).hidePreviews(target);
  }

  /**
   * The beginning of a message that another one answers: the same object until it changes, `null` while it is not known,
   * `missing` when there is none that one may read. Asking makes it known.
   */
  quote(messageId: Id): Quote | 'missing' | null {
    return this.#held ? (this.#held.live.quote(messageId) ?? this.#held.account.quotes.get(messageId)) : null;
  }

  /** Calls back when a quote may have changed; the returned function stops it. */
  subscribeQuotes(listener: () => void): () => void {
    const leave = [this.subscribe(listener), this.#held?.account.quotes.subscribe(listener)];
    return () => {
      for (const one of leave) one?.();
    };
  }

  /** Every text that a message has had, oldest first. @throws what the server refused it with. */
  async revisions(messageId: Id): Promise<Revision[]> {
    await this.#live();
    return (await this.#held?.account.revisions(messageId)) ?? [];
  }

  /**
   * One page further up; resolves, when the listeners have been told, to whether there may be more.
   * @throws what the server refused it with.
   */
  async loadOlder(): Promise<boolean> {
    return (await this.#load((sync) => sync.history.loadOlder())) ?? false;
  }

  /** One page further down, while a place further up is shown; resolves to whether there is more. As `loadOlder`. */
  async loadNewer(): Promise<boolean> {
    return (await this.#load((sync) => sync.history.loadNewer())) ?? false;
  }

  /** Shows the place of `seq`. As `loadOlder`. */
  async loadAround(seq: number): Promise<void> {
    await this.#load((sync) => sync.history.loadAround(seq));
  }

  /** The person reads at `seq`: when very many messages are loaded, some far from there go, to be loaded again when needed. */
  keepAround(seq: number): void {
    this.#held?.sync.keepAround(seq);
  }

  /** The thread below a message, loaded and live until it is closed. It lives no longer than this conversation's handle. */
  thread(rootId: Id): Thread {
    let opened: { account: Account; close: () => void } | null = null;
    const attach = (): void => {
      const held = this.#held;
      if (opened?.account === held?.account) return;
      opened?.close();
      opened = held && { account: held.account, close: held.sync.threads.open(rootId) };
    };
    attach();
    const leave = this.#listeners.add(attach);
    return new Thread({
      conversation: this,
      rootId,
      host: {
        view: () => this.#held?.live.thread(rootId).view ?? emptyThread,
        loadOlder: async () => (await this.#load((sync) => sync.threads.loadOlder(rootId))) ?? false,
        follow: async (on) => {
          await this.#live();
          const place = await this.#held?.account.followThread(rootId, on);
          if (place) this.#held?.sync.threads.placed(rootId, place);
        },
        markRead: (seq) => {
          this.#held?.account.threadMarks.mark(rootId, seq);
          this.#held?.sync.threads.placed(rootId, { readSeq: seq });
        },
        close: () => {
          leave();
          opened?.close();
        },
      },
    });
  }

  /** Tries again after `failed`, or `ended` when one was made a member again; harmless otherwise. */
  resume(): void {
    this.#held?.sync.resume();
  }

  showLatest(): void {
    this.#held?.sync.showLatest();
  }

  /** Lets go of the conversation. Idempotent. */
  close(): void {
    this.#isClosed = true;
    this.#leaveSource();
    this.#expectNoMore();
    this.#listeners.clear();
    this.#release();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #load<Loaded>(page: (sync: ConversationSync) => Promise<Loaded>): Promise<Loaded | null> {
    await this.#live();
    const held = this.#held;
    if (!held) return null;
    const loaded = await page(held.sync);
    // In a burst of events they would hear of it later than whoever asked.
    held.live.tell();
    return loaded;
  }

  async #live(): Promise<LiveConversation> {
    if (this.#isClosed) throw new NovaClientError('CLOSED');
    await this.#source.ready();
    this.#attach();
    if (!this.#held) throw new NovaClientError(this.#isClosed ? 'CLOSED' : 'SIGNED_OUT');
    return this.#held.live;
  }

  #attach(): void {
    const { account } = this.#source;
    if (this.#isClosed || this.#held?.account === account) return;
    const had = this.#held;
    this.#release();
    if (account) {
      const held = account.hold(this.id);
      this.#held = { ...held, account, leave: held.live.subscribe(() => this.#tell()) };
    }
    if (account || had) this.#tell();
  }

  #release(): void {
    this.#held?.leave();
    this.#held?.release();
    this.#held = null;
  }

  #tell(): void {
    this.#listeners.tell();
  }
}

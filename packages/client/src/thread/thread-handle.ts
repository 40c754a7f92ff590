import type { Id, Quote, Revision } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import type { MessageTarget } from '../outbox/entry.ts';
import type { TimelineMessage } from '../replica/timeline.ts';
import type { NewMessage, Talkable } from '../talkable.ts';
import type { ThreadView } from './live-thread.ts';

/** What a thread needs of the conversation it is in. */
export interface ThreadHost {
  view(): ThreadView;
  loadOlder(): Promise<boolean>;
  follow(on: boolean): Promise<void>;
  markRead(seq: number): void;
  close(): void;
}

/**
 * One thread of a conversation, in the hands of one user of the client: what one does in it is done as in the
 * conversation, and what is sent is a reply in the thread. Close it when it is not looked at any more.
 */
export class Thread implements Talkable {
  readonly id: Id;
  readonly rootId: Id;
  readonly draftKey: string;
  readonly #conversation: Talkable;
  readonly #host: ThreadHost;
  readonly #listeners = new Listeners();
  readonly #leave: () => void;
  #alsoSend = false;

  constructor(of: { conversation: Talkable; rootId: Id; host: ThreadHost }) {
    this.#conversation = of.conversation;
    this.id = of.conversation.id;
    this.rootId = of.rootId;
    this.draftKey = `${this.id}:${this.rootId}`;
    this.#host = of.host;
    this.#leave = of.conversation.subscribe(() => this.#listeners.tell());
  }

  /** What is on the screen: the same object until something changes. */
  get view(): ThreadView {
    return this.#host.view();
  }

  get messages(): readonly TimelineMessage[] {
    return this.view.messages;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Whether the next reply is shown in the conversation too: chosen for each. */
  get alsoSend(): boolean {
    return this.#alsoSend;
  }

  set alsoSend(on: boolean) {
    this.#alsoSend = on;
    this.#listeners.tell();
  }

  /** Replies in the thread; see `Conversation.send`. */
  async send(message: NewMessage): Promise<Id> {
    const { alsoSend = this.#alsoSend, ...rest } = message;
    const clientId = await this.#conversation.send({
      ...rest,
      threadRootId: this.rootId,
      ...(alsoSend ? { alsoSend } : {}),
    });
    this.alsoSend = false;
    return clientId;
  }

  /** Replies in the thread, later; see `Conversation.schedule`. */
  async schedule(message: Omit<NewMessage, 'forwardOfId'>, dueAt: string): Promise<Id> {
    const { alsoSend = this.#alsoSend, ...rest } = message;
    const also = alsoSend ? { alsoSend } : {};
    const clientId = await this.#conversation.schedule({ ...rest, threadRootId: this.rootId, ...also }, dueAt);
    this.alsoSend = false;
    return clientId;
  }

  edit(target: MessageTarget, change: { body: string; expectedVersion?: number }): Promise<void> {
    return this.#conversation.edit(target, change);
  }

  delete(target: MessageTarget, how: { holdMs?: number } = {}): Promise<void> {
    return this.#conversation.delete(target, how);
  }

  react(target: MessageTarget, reaction: { emoji: string; on: boolean }): Promise<void> {
    return this.#conversation.react(target, reaction);
  }

  pin(target: MessageTarget, on: boolean): Promise<void> {
    return this.#conversation.pin(target, on);
  }

  hidePreviews(target: MessageTarget): Promise<void> {
    return this.#conversation.hidePreviews(target);
  }

  quote(messageId: Id): Quote | 'missing' | null {
    return this.#conversation.quote(messageId);
  }

  subscribeQuotes(listener: () => void): () => void {
    return this.#conversation.subscribeQuotes(listener);
  }

  revisions(messageId: Id): Promise<Revision[]> {
    return this.#conversation.revisions(messageId);
  }

  /** One page further up; resolves to whether there may be more. @throws what the server refused it with. */
  loadOlder(): Promise<boolean> {
    return this.#host.loadOlder();
  }

  /** Follows the thread or stops to (T4). @throws what the server refused it with. */
  follow(on: boolean): Promise<void> {
    return this.#host.follow(on);
  }

  /** The person has read up to `seq`: told to the server when there is a way, never taken back (T5). */
  markRead(seq: number): void {
    this.#host.markRead(seq);
  }

  /** Lets go of the thread. Idempotent. */
  close(): void {
    this.#leave();
    this.#listeners.clear();
    this.#host.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

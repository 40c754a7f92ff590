import type { Id } from '@nova/contract';
import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { InboxView } from './live-inbox.ts';
import { emptyInbox } from './live-inbox.ts';

/** Live summaries of every conversation, while somebody listens. */
export class InboxHandle {
  readonly #source: AccountSource;
  readonly #follower: Follower;

  constructor(source: AccountSource) {
    this.#source = source;
    this.#follower = new Follower(source, (account, listener) => account.inbox.subscribe(listener));
  }

  /** The same object until something changes. */
  get view(): InboxView {
    return this.#source.account?.inbox.view ?? emptyInbox;
  }

  get conversations(): InboxView['conversations'] {
    return this.view.conversations;
  }

  /** The person has read a conversation up to `seq`: shown at once, told to the server when there is a way, never taken back. */
  markRead(conversationId: Id, seq: number): void {
    this.#source.account?.inbox.markRead(conversationId, seq);
  }

  /** From `seq` on, everything is to be unread again: shown at once, told to the server when there is a way. */
  markUnread(conversationId: Id, seq: number): void {
    this.#source.account?.inbox.markUnread(conversationId, seq);
  }

  /** Calls back after each change; the subscription is open from the first listener to the last. */
  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }
}

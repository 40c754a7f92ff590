import type { Id } from '@nova/contract';
import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { Draft } from './drafts.ts';

/** What the signed-in person has begun to write: kept over reloads, the same in all tabs, gone with signing out. */
export class DraftsHandle {
  readonly #source: AccountSource;
  readonly #follower: Follower;

  constructor(source: AccountSource) {
    this.#source = source;
    this.#follower = new Follower(source, (account, listener) => account.drafts.subscribe(listener));
  }

  /** The same object until it changes. */
  get(conversationId: Id): Draft | null {
    return this.#source.account?.drafts.get(conversationId) ?? null;
  }

  /** Call it with every key: it is cheap. An empty draft that answers and edits nothing is none. */
  set(conversationId: Id, draft: Draft | null): void {
    this.#source.account?.drafts.set(conversationId, draft);
  }

  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }
}

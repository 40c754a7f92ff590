import type { Id } from '@nova/contract';
import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { DetailView } from './details.ts';
import { unknownDetail } from './details.ts';

/** One conversation's members and settings, live while somebody listens. */
export class DetailHandle {
  readonly #source: AccountSource;
  readonly #id: Id;
  readonly #follower: Follower;

  constructor(source: AccountSource, id: Id) {
    this.#source = source;
    this.#id = id;
    this.#follower = new Follower(source, (account, listener) => account.details.subscribe(id, listener));
  }

  /** The same object until something changes. */
  get view(): DetailView {
    return this.#source.account?.details.view(this.#id) ?? unknownDetail;
  }

  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }

  /** Asks again, after an own change say; changes of others are noticed while the conversation is open. */
  refresh(): void {
    this.#source.account?.details.stale(this.#id);
  }
}

import type { LinkedMessage } from '@nova/contract';
import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { MessageLink } from './linked-messages.ts';

/** What links to messages show to the signed-in person, judged by the server, now. */
export class LinksHandle {
  readonly #source: AccountSource;
  readonly #follower: Follower;

  constructor(source: AccountSource) {
    this.#source = source;
    this.#follower = new Follower(source, (account, listener) => account.links.subscribe(listener));
  }

  /** The same object until it changes; `null` while it is not known, `missing` when there is nothing to show. Asking makes it known. */
  get(link: MessageLink): LinkedMessage | 'missing' | null {
    return this.#source.account?.links.here?.get(link) ?? null;
  }

  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }
}

import type { NotificationNews } from '@nova/contract';
import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';

/** What the signed-in person is to be told, up to date while somebody listens. */
export class NewsHandle {
  readonly #source: AccountSource;
  readonly #follower: Follower;

  constructor(source: AccountSource) {
    this.#source = source;
    this.#follower = new Follower(source, (account, listener) => account.followNews(listener));
  }

  /** One for each conversation; `null` before it is known. The same array until the server says otherwise. */
  get all(): readonly NotificationNews[] | null {
    return this.#source.account?.news.here?.all ?? null;
  }

  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }
}

import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { FollowedThreadsView } from './followed-threads.ts';
import { emptyThreads } from './followed-threads.ts';

/** The threads one follows, up to date while somebody listens. */
export class ThreadsHandle {
  readonly #source: AccountSource;
  readonly #follower: Follower;

  constructor(source: AccountSource) {
    this.#source = source;
    this.#follower = new Follower(source, (account, listener) => account.threads.subscribe(listener));
  }

  /** The same object until something changes. */
  get view(): FollowedThreadsView {
    return this.#source.account?.threads.view ?? emptyThreads;
  }

  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }

  /** One page more. @throws what the server refused it with. */
  async loadMore(): Promise<void> {
    await this.#source.account?.threads.loadMore();
  }
}

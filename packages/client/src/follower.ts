import type { Account } from './account.ts';
import type { AccountSource } from './conversation-handle.ts';
import { Listeners } from './listeners.ts';

/** Carries listeners from one account to the next; it listens to the account only while somebody listens to it. */
export class Follower {
  readonly #source: AccountSource;
  readonly #join: (account: Account, listener: () => void) => () => void;
  readonly #listeners = new Listeners();
  #leave: (() => void) | null = null;
  #joined: { account: Account; leave: () => void } | null = null;

  constructor(source: AccountSource, join: (account: Account, listener: () => void) => () => void) {
    this.#source = source;
    this.#join = join;
  }

  subscribe(listener: () => void): () => void {
    const leave = this.#listeners.add(listener);
    this.#leave ??= this.#source.onChange(() => {
      this.#follow();
      this.#tell();
    });
    this.#follow();
    return () => {
      leave();
      if (this.#listeners.size > 0) return;
      this.#leave?.();
      this.#leave = null;
      this.#joined?.leave();
      this.#joined = null;
    };
  }

  #follow(): void {
    const { account } = this.#source;
    if (this.#joined?.account === account) return;
    this.#joined?.leave();
    this.#joined = account ? { account, leave: this.#join(account, () => this.#tell()) } : null;
  }

  #tell(): void {
    this.#listeners.tell();
  }
}

import type { Id } from '@nova/contract';
import type { AccountSource } from './conversation-handle.ts';
import { Follower } from './follower.ts';
import type { OutboxEntry } from './outbox/entry.ts';
import type { PersonInput } from './outbox/input.ts';

const none: readonly OutboxEntry[] = [];

/** The queue of the signed-in person, over all conversations and tabs. Commands throw NovaClientError as `send` does. */
export class OutboxHandle {
  readonly #source: AccountSource;
  readonly #newId: () => Id;
  readonly #follower: Follower;
  readonly #progress: Follower;

  constructor(source: AccountSource, newId: () => Id) {
    this.#source = source;
    this.#newId = newId;
    this.#follower = new Follower(source, (account, listener) => account.outbox.subscribe(listener));
    this.#progress = new Follower(source, (account, listener) => account.outbox.progress.subscribe(listener));
  }

  /** Oldest first; never changed, only replaced. */
  get entries(): readonly OutboxEntry[] {
    return this.#source.account?.outbox.entries ?? none;
  }

  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }

  /** A failed entry once more, with all its attempts. */
  retry(entryId: Id): Promise<void> {
    return this.#ask({ type: 'retry', id: entryId, freshId: this.#newId() });
  }

  /** A failed message or edit once more, with another text. */
  editAndRetry(entryId: Id, body: string): Promise<void> {
    return this.#ask({ type: 'editAndRetry', id: entryId, body, freshId: this.#newId() });
  }

  /** Gives an entry up; one under way is left alone. Discarding an accepted one takes nothing back. */
  discard(entryId: Id): Promise<void> {
    return this.#ask({ type: 'discard', id: entryId });
  }

  /** After signing in again: everything that waited for it goes (O3). */
  sendAll(): Promise<void> {
    return this.#ask({ type: 'sendAll' });
  }

  /** How many bytes of a file on its way have left; null while it does not go. */
  sentBytes(fileId: Id): number | null {
    return this.#source.account?.outbox.progress.sentBytes(fileId) ?? null;
  }

  /** Calls back when `sentBytes` of some file has changed; the returned function stops it. */
  subscribeProgress(listener: () => void): () => void {
    return this.#progress.subscribe(listener);
  }

  /** A file on its way, as it lies on this device; null when it is not there. */
  async file(fileId: Id): Promise<Blob | null> {
    return (await this.#source.ready()).file(fileId);
  }

  async #ask(input: PersonInput): Promise<void> {
    await (await this.#source.ready()).outbox.dispatch(input);
  }
}

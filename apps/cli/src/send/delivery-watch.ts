import type { Id } from '@nova/contract';
import type { Cause, NovaClient, OutboxEntry } from '@nova/client';

/** What became of a message that was waiting in the outbox. */
export type Outcome =
  | { readonly type: 'sent'; readonly seq: number | null; readonly messageId: Id | null }
  | { readonly type: 'failed'; readonly reason: Cause }
  /** The server wants a sign-in first. */
  | { readonly type: 'parked' }
  | { readonly type: 'waiting' };

/** Follows the outbox and knows of every entry asked about what has become of it. */
export class DeliveryWatch implements Disposable {
  readonly #client: NovaClient;
  readonly #leave: () => void;
  readonly #accepted = new Map<Id, { readonly seq: number; readonly messageId: Id | null }>();
  #waiters: (() => void)[] = [];

  constructor(client: NovaClient) {
    this.#client = client;
    this.#leave = client.outbox.subscribe(() => this.#look());
    this.#look();
  }

  outcomeOf(entryId: Id): Outcome {
    const entry = this.#client.outbox.entries.find(({ id }) => id === entryId);
    if (!entry) return { type: 'sent', ...(this.#accepted.get(entryId) ?? { seq: null, messageId: null }) };
    if (entry.state.type === 'failed') return { type: 'failed', reason: entry.state.reason };
    return { type: entry.state.type === 'parked' ? 'parked' : 'waiting' };
  }

  /** Resolves to true when `isDone`, which is asked after each change of the outbox; false when time is up. */
  async until(
    isDone: () => boolean,
    { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
  ): Promise<boolean> {
    // Before a timer is made: most of the time there is nothing to wait for.
    if (isDone()) return true;
    const time = AbortSignal.timeout(timeoutMs);
    const over = AbortSignal.any([signal, time]);
    while (!isDone()) {
      signal.throwIfAborted();
      if (time.aborted) return false;
      const changed = Promise.withResolvers<void>();
      this.#waiters.push(changed.resolve);
      over.addEventListener('abort', () => changed.resolve(), { once: true });
      await changed.promise;
    }
    return true;
  }

  [Symbol.dispose](): void {
    this.#leave();
  }

  #look(): void {
    for (const { id, state, messageId } of this.#client.outbox.entries) {
      if (state.type === 'accepted') this.#accepted.set(id, { seq: state.seq, messageId });
    }
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const tell of waiters) tell();
  }
}

/** Still on its way: neither given up nor done. */
export function isPending({ state }: OutboxEntry): boolean {
  return state.type !== 'failed' && state.type !== 'parked';
}

import { type EventFeed, type Refusal, refuse } from '@nova/api';
import { encodeCursor, type LogItem } from '@nova/contract';
import type { Batch, FollowHandle, Hub, Sink } from '@nova/delivery';

type Item = readonly [cursor: string, item: LogItem];

interface End {
  /** `ended`: what has come is still handed out; `closed`: nothing more is. */
  readonly how: 'ended' | 'closed';
  readonly refusal: Refusal | null;
}

/**
 * The events of a conversation as an iterable, for callers that cannot be pushed to: server-side callers, and the
 * stock adapter. Holds one batch at most; the hub waits while it is read (D4).
 */
export function hubFeed(hub: Hub): EventFeed {
  return {
    async follow({ conversationId, userId, lastEventId, signal }) {
      const waiting = new Waiting();
      const handle = hub.follow({ conversationId, userId, cursor: lastEventId }, waiting);
      const close = (): void => {
        signal.removeEventListener('abort', close);
        handle.close();
        waiting.finish();
      };
      signal.addEventListener('abort', close);
      if (signal.aborted) close();
      try {
        await waiting.admitted;
      } catch (refusal) {
        close();
        throw refusal;
      }
      return itemsOf(waiting, handle, close);
    },
  };
}

async function* itemsOf(waiting: Waiting, handle: FollowHandle, close: () => void): AsyncGenerator<Item, void> {
  try {
    for (;;) {
      for (const item of waiting.take()) {
        if (waiting.isOver) return;
        yield item;
      }
      handle.resume();
      if (!(await waiting.next())) return;
    }
  } finally {
    close();
  }
}

class Waiting implements Sink {
  readonly #admission = Promise.withResolvers<void>();
  #items: Item[] = [];
  #end: End | null = null;
  #wake: () => void = () => {};

  /** Rejects with the refusal of who is not admitted. */
  get admitted(): Promise<void> {
    return this.#admission.promise;
  }

  /** Nobody listens any more. */
  get isOver(): boolean {
    return this.#end?.how === 'closed';
  }

  take(): Item[] {
    return this.#items.splice(0);
  }

  /** Resolves when there is something to take; false when nothing will come. Rejects when it was refused. */
  async next(): Promise<boolean> {
    if (this.#items.length === 0 && !this.#end) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#items.length > 0 && !this.isOver) return true;
    if (this.#end?.refusal) throw this.#end.refusal;
    return false;
  }

  started(): void {
    this.#admission.resolve();
  }

  deliver({ entries, epoch }: Batch): boolean {
    for (const { seq, text } of entries) this.#items.push([encodeCursor(epoch, seq), JSON.parse(text) as LogItem]);
    this.#wake();
    return false;
  }

  reset({ conversationId, epoch, seq }: { conversationId: string; epoch: string; seq: number }): boolean {
    this.#items.push([encodeCursor(epoch, seq), { type: 'reset', conversationId, seq }]);
    this.#wake();
    return false;
  }

  ended(): void {
    this.#finish({ how: 'ended', refusal: null });
  }

  refused(reason: 'NOT_A_MEMBER' | 'BAD_CURSOR'): void {
    const refusal = refuse(reason);
    this.#admission.reject(refusal);
    this.#finish({ how: 'ended', refusal });
  }

  /** The caller has gone. */
  finish(): void {
    this.#admission.resolve();
    this.#finish({ how: 'closed', refusal: null });
  }

  #finish(end: End): void {
    this.#end ??= end;
    this.#wake();
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Id, LogItem } from '@nova/contract';
import { classify } from '@nova/client';

/** An item of the log and the cursor after it. */
export interface TrackedItem {
  readonly id: string;
  readonly data: LogItem;
}

/** `conversation.events` as the stock client has it. */
export interface EventsProcedure {
  subscribe(
    input: { conversationId: Id; lastEventId: string },
    observer: {
      onStarted: () => void;
      onData: (item: TrackedItem) => void;
      onError: (error: unknown) => void;
      onComplete: () => void;
      onConnectionStateChange: (state: { state: string }) => void;
    },
  ): { unsubscribe(): void };
}

export interface EventBatchesOptions {
  readonly events: EventsProcedure;
  readonly conversationId: Id;
  /** Go on after this. */
  readonly cursor: string;
  readonly signal: AbortSignal;
  /** Told when the connection is lost (false) and when the server is listening again (true). */
  readonly onLive: (isLive: boolean) => void;
}

/** Items waiting for a reader, at most; then the subscription is given up until they are read. */
const waitingMax = 5_000;
const longestWaitMs = 15_000;
const firstWaitMs = 250;

/**
 * The items of a log after a cursor, as they come: each time all that have come since, each once, in order, with no
 * hole, over reconnects and for ever. Ends when the server says that there will be nothing more for this reader.
 * A reader that is slow costs bounded memory: what it has not read stays on the server.
 *
 * @throws what the server refuses for good; the signal's reason.
 */
export async function* eventBatches(options: EventBatchesOptions): AsyncGenerator<readonly TrackedItem[]> {
  let { cursor } = options;
  for (let failures = 0; ; ) {
    const follower = new Follower(options, cursor);
    try {
      for (let batch = await follower.next(); batch; batch = await follower.next()) {
        failures = 0;
        yield batch;
        cursor = batch.at(-1)?.id ?? cursor;
      }
      if (follower.isOver) return;
    } catch (error) {
      options.signal.throwIfAborted();
      const { policy, retryAfterMs } = classify(error);
      if (policy !== 'retry') throw error;
      options.onLive(false);
      const growingMs = Math.min(longestWaitMs, firstWaitMs * 2 ** failures++) * (0.5 + Math.random() / 2);
      await sleep(Math.max(retryAfterMs, growingMs), undefined, { signal: options.signal });
    } finally {
      follower.stop();
    }
  }
}

/** Why a subscription brings nothing more. */
type End = { readonly type: 'completed' | 'overflow' } | { readonly type: 'failed'; readonly error: unknown };

/** One subscription, read in batches. */
class Follower {
  readonly #signal: AbortSignal;
  readonly #subscription: { unsubscribe(): void };
  readonly #onAbort = (): void => this.#finish({ type: 'completed' });
  #waiting: TrackedItem[] = [];
  #end: End | null = null;
  #wake: () => void = () => {};

  constructor({ events, conversationId, signal, onLive }: EventBatchesOptions, cursor: string) {
    signal.throwIfAborted();
    this.#signal = signal;
    this.#subscription = events.subscribe(
      { conversationId, lastEventId: cursor },
      {
        onStarted: () => onLive(true),
        onData: (item) => this.#take(item),
        onError: (error) => this.#finish({ type: 'failed', error }),
        onComplete: () => this.#finish({ type: 'completed' }),
        onConnectionStateChange: ({ state }) => state === 'connecting' && onLive(false),
      },
    );
    signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Whether the server has said that nothing more will come. */
  get isOver(): boolean {
    return this.#end?.type === 'completed';
  }

  /** What has come since; waits for something. Null when there will be nothing more. @throws what ended it. */
  async next(): Promise<readonly TrackedItem[] | null> {
    if (this.#waiting.length === 0 && !this.#end) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#signal.throwIfAborted();
    const batch = this.#waiting;
    this.#waiting = [];
    if (batch.length > 0) return batch;
    if (this.#end?.type === 'failed') throw this.#end.error;
    return null;
  }

  /** Idempotent. */
  stop(): void {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#subscription.unsubscribe();
  }

  #take(item: TrackedItem): void {
    if (this.#end) return;
    this.#waiting.push(item);
    if (this.#waiting.length >= waitingMax) {
      this.#subscription.unsubscribe();
      this.#finish({ type: 'overflow' });
    }
    this.#wake();
  }

  #finish(end: End): void {
    this.#end ??= end;
    this.#wake();
  }
}

import type {
  ErrorData,
  Id,
  ListInput,
  ListOutput,
  LogItem,
  Reason,
  ScheduleInput,
  ThreadInput,
  ThreadOutput,
} from '@nova/contract';
import { errorTable } from '@nova/contract';
import { notSentCode } from './outbox/classification.ts';
import type { Command, Receipt } from './outbox/entry.ts';

/** What following a log tells. Nothing is told after the returned stop function ran. */
export interface FollowSink {
  /** The next item; `cursor` is the place after it. Order and completeness are the server's promise, checked by the reader. */
  item(cursor: string, item: LogItem): void;
  /** The server is listening to the log for us. */
  live(): void;
  /** The connection is gone; it comes back by itself and goes on after the last item. */
  interrupted(): void;
  /** The server ended it: nothing more will come. */
  ended(): void;
  /** It cannot go on; `classify` says what that means. Nothing more will come. */
  failed(error: unknown): void;
}

/** A page of a thread: before `before`, or the newest. */
export type ThreadRequest = Omit<ThreadInput, 'limit'> & { limit?: number };
export type PageRequest = Omit<ListInput, 'limit'> & { limit?: number };

/** The way to the server, as the outbox and the replicas need it; tRPC in the client, a model server in a simulation. */
export interface Transport {
  /**
   * Performs one command: resolves when it is committed. Rejects with an error that `classify` reads.
   * Performing a send twice under one `clientId` is performing it once. Aborting gives up on the answer, not on the effect.
   */
  perform(command: Command, signal: AbortSignal): Promise<Receipt>;
  /** Has a message wait on the server until it is due. Idempotent by its `clientId`; rejects as `perform` does. */
  schedule(input: ScheduleInput, signal: AbortSignal): Promise<Receipt>;
  list(request: PageRequest, signal: AbortSignal): Promise<ListOutput>;
  /** A page of a thread. */
  thread(request: ThreadRequest, signal: AbortSignal): Promise<ThreadOutput>;
  /** Follows a conversation's log after `cursor` until the returned function is called (idempotent). */
  follow(of: { conversationId: Id; cursor: string }, sink: FollowSink): () => void;
}

/** The request never left this device: it reads as UNREACHABLE and burns no attempt (O2). */
export class NotSentError extends Error {
  readonly code = notSentCode;
}

/** A refusal in the shape that Nova's servers give it: for model servers and tests. */
export class RefusedError extends Error {
  readonly data: ErrorData;

  constructor(reason: Reason, more: Partial<ErrorData> = {}) {
    super(errorTable[reason].text);
    this.name = 'RefusedError';
    this.data = { reason, retryable: errorTable[reason].policy === 'retry', ...more };
  }
}

/** Something on the way answered in Nova's place, in its own words: a proxy, a gateway. Its status is all there is to it. */
export class ForeignAnswerError extends Error {
  override name = 'ForeignAnswerError';
  readonly meta: { readonly response: Response };

  constructor(response: Response) {
    super(`answered with status ${response.status} by somebody else`);
    this.meta = { response };
  }
}

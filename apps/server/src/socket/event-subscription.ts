import { type ApiContext, appRouter, type EventFeed, refuse } from '@nova/api';
import { encodeCursor } from '@nova/contract';
import type { Batch, FollowHandle, Hub, Sink } from '@nova/delivery';
import { callTRPCProcedure } from '@trpc/server';
import { framesOf, type Opening, openingOf } from './frames.ts';
import type { Outflow, Waiter } from './outflow.ts';
import type { Call } from './wire.ts';

/** The socket of a subscription, as the subscription needs it. */
export interface SubscriptionHost {
  readonly ctx: ApiContext;
  readonly hub: Hub;
  readonly outflow: Outflow;
  /** Says something that is no event: one message of tRPC's wire. */
  say(call: Call, result: object): void;
  /** The last word to a subscription: it was stopped, or has failed. Its id is free again. */
  over(call: Call, failure: { readonly error: unknown } | null): void;
}

/**
 * `conversation.events` without a promise for each event: the procedure itself judges who asks and what for, as it does
 * behind the stock adapter, but what it would iterate over is handed from the hub to the socket (D8).
 */
export class EventSubscription implements Sink, Waiter {
  readonly #host: SubscriptionHost;
  readonly #call: Call;
  readonly #opening: Opening;
  /** While the procedure judges; later there is nobody left to tell. */
  #judging: Judging | null = { stop: new AbortController(), admission: Promise.withResolvers() };
  #handle: FollowHandle | null = null;
  #isStarted = false;
  #isOver = false;

  constructor(host: SubscriptionHost, call: Call) {
    this.#host = host;
    this.#call = call;
    this.#opening = openingOf(call.id, call.jsonrpc);
  }

  /** What fails is told; rejects only when it cannot be. */
  async open(): Promise<void> {
    const judging = this.#judging;
    if (!judging) return;
    const { signal } = judging.stop;
    try {
      await this.#judge(judging);
      if (signal.aborted) this.#end(null);
    } catch (error) {
      this.#end(signal.aborted ? null : { error });
    } finally {
      this.#judging = null;
    }
  }

  /** The caller wants no more. While it is being judged it ends when that is done, as behind the stock adapter. */
  stop(): void {
    if (!this.#judging) return this.#end(null);
    this.#judging.stop.abort();
    this.#judging.admission.resolve();
  }

  /** The socket is gone: nobody listens. */
  close(): void {
    this.#isOver = true;
    this.#judging?.stop.abort();
    this.#judging?.admission.resolve();
    this.#handle?.close();
  }

  resume(): void {
    this.#handle?.resume();
  }

  /** Events may follow at once, so this is said before the procedure has returned. */
  started(): void {
    const judging = this.#judging;
    if (!judging || judging.stop.signal.aborted) return;
    this.#isStarted = true;
    this.#host.say(this.#call, { type: 'started' });
    judging.admission.resolve();
  }

  accepts(): boolean {
    return this.#host.outflow.accepts(this);
  }

  deliver(batch: Batch): boolean {
    return this.#host.outflow.write(framesOf(batch, this.#opening), this);
  }

  reset({ conversationId, epoch, seq }: { conversationId: string; epoch: string; seq: number }): boolean {
    const id = encodeCursor(epoch, seq);
    this.#host.say(this.#call, { type: 'data', data: { id, data: { type: 'reset', conversationId, seq } }, id });
    return true;
  }

  ended(): void {
    this.#end(null);
  }

  refused(reason: 'NOT_A_MEMBER' | 'BAD_CURSOR'): void {
    const refusal = refuse(reason);
    if (this.#judging && !this.#isStarted) this.#judging.admission.reject(refusal);
    else this.#end({ error: refusal });
  }

  /** Runs the procedure, which resolves when it follows. */
  async #judge({ stop, admission }: Judging): Promise<void> {
    const { ctx, hub } = this.#host;
    const { path, input } = this.#call;
    const feed: EventFeed = {
      follow: async ({ conversationId, userId, lastEventId }) => {
        if (!stop.signal.aborted) this.#handle = hub.follow({ conversationId, userId, cursor: lastEventId }, this);
        await admission.promise;
        return nothing;
      },
    };
    await callTRPCProcedure({
      router: appRouter,
      path,
      getRawInput: () => Promise.resolve(input),
      ctx: { ...ctx, parts: { ...ctx.parts, events: feed } },
      type: 'subscription',
      signal: stop.signal,
      batchIndex: 0,
    });
  }

  #end(failure: { readonly error: unknown } | null): void {
    if (this.#isOver) return;
    this.close();
    this.#host.outflow.leave(this);
    this.#host.over(this.#call, failure);
  }
}

interface Judging {
  readonly stop: AbortController;
  readonly admission: PromiseWithResolvers<void>;
}

const nothing: AsyncIterable<never> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }),
};

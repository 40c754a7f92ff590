import { type ApiContext, appRouter, refuse } from '@nova/api';
import type { Hub } from '@nova/delivery';
import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server';
import { type Encoder, jsonEncoder } from '@trpc/server/adapters/ws';
import type { TRPCClientOutgoingMessage } from '@trpc/server/rpc';
import type { WebSocket } from 'ws';
import { EventSubscription, type SubscriptionHost } from './event-subscription.ts';
import type { Outflow } from './outflow.ts';
import { type Call, mutationIn, readMessage, subscriptionIn } from './wire.ts';

/** The procedure whose subscriptions take the road from hub to socket. */
const eventsPath = 'conversation.events';
/** An id is sent back with every event: a long one would make every event long. */
const idMaxChars = 64;

/** What all sockets of a server have in common. */
export interface SocketSessionRules {
  readonly hub: Hub;
  readonly subscriptionsPerSocket: number;
  readonly batchMax: number;
  /** Whether it serves subscriptions to events itself. */
  readonly directEvents: boolean;
  /** Whether it serves mutations itself. */
  readonly directCalls: boolean;
  readonly onError: (failed: { readonly error: TRPCError; readonly path: string | undefined }) => void;
}

/**
 * What stands between one socket and tRPC's own adapter, as its encoder: takes subscriptions to events and mutations out
 * of what comes in and serves them itself, counts the other subscriptions, and hands on the rest.
 */
export class SocketSession implements Encoder, SubscriptionHost {
  readonly ctx: ApiContext;
  readonly outflow: Outflow;
  readonly #ws: WebSocket;
  readonly #rules: SocketSessionRules;
  readonly #events = new Map<number | string, EventSubscription>();
  /** Subscriptions that the adapter serves. */
  #others: Set<number | string> | null = null;

  constructor(rules: SocketSessionRules, socket: { ctx: ApiContext; ws: WebSocket; outflow: Outflow }) {
    this.#rules = rules;
    this.#ws = socket.ws;
    this.ctx = socket.ctx;
    this.outflow = socket.outflow;
  }

  get hub(): Hub {
    return this.#rules.hub;
  }

  /** Open subscriptions, of both kinds. */
  get size(): number {
    return this.#events.size + (this.#others?.size ?? 0);
  }

  /** Whether a frame is one message of those that are served here, and then serves it. Leaves all others as they are. */
  takesAlone(text: string): boolean {
    const message = readMessage(jsonIn(text));
    if (!message || String(message.id).length > idMaxChars) return false;
    const isMine =
      message.method === 'subscription.stop' ||
      message.method === 'mutation' ||
      (subscriptionIn(message)?.path === eventsPath && this.#rules.directEvents);
    return isMine && this.#takes(message);
  }

  /** Reads a frame; answers what is left for the adapter to serve. @throws what the adapter tells the caller. */
  decode(data: string | ArrayBuffer | Uint8Array): unknown {
    const read = jsonEncoder.decode(data);
    const raws: unknown[] = Array.isArray(read) ? read : [read];
    if (raws.length > this.#rules.batchMax) return read;
    const messages = raws.map(readMessage);
    // One message that is none spoils its batch, as the adapter has it.
    if (messages.includes(null)) return read;
    if (messages.some((message) => String(message?.id).length > idMaxChars)) throw new Error('an id is too long');
    const left = raws.filter((_, place) => !this.#takes(messages[place] ?? null));
    return Array.isArray(read) || left.length === 0 ? left : left[0];
  }

  /** Writes a message of the adapter, and takes note of subscriptions that end with it. */
  encode(message: unknown): string {
    if (this.#others && isLastWord(message)) this.#others.delete(message.id);
    return JSON.stringify(message);
  }

  say({ id, jsonrpc }: Call, result: object): void {
    this.#send({ id, jsonrpc, result });
  }

  over(call: Call, failure: { readonly error: unknown } | null): void {
    this.#events.delete(call.id);
    if (failure) this.#fail(call, failure.error);
    else this.say(call, { type: 'stopped' });
  }

  /** The socket has closed. */
  close(): void {
    for (const subscription of this.#events.values()) subscription.close();
    this.#events.clear();
    this.#others = null;
  }

  /** Serves a message itself, or leaves it to the adapter. */
  #takes(message: TRPCClientOutgoingMessage | null): boolean {
    if (!message || message.id === null) return false;
    if (message.method === 'subscription.stop') {
      const subscription = this.#events.get(message.id);
      subscription?.stop();
      return subscription !== undefined;
    }
    const mutation = this.#rules.directCalls ? mutationIn(message) : null;
    if (mutation) void this.#perform(mutation);
    const call = subscriptionIn(message);
    if (!call) return mutation !== null;
    const no = this.#refusal(call);
    if (no) {
      this.#fail(call, no);
      return true;
    }
    const isMine = call.path === eventsPath && this.#rules.directEvents;
    if (isMine) this.#follow(call);
    else this.#others = (this.#others ?? new Set()).add(call.id);
    return isMine;
  }

  #refusal({ id }: Call): TRPCError | null {
    if (this.#events.has(id) || this.#others?.has(id)) {
      return new TRPCError({ code: 'BAD_REQUEST', message: `Duplicate id ${id}` });
    }
    return this.size < this.#rules.subscriptionsPerSocket ? null : refuse('TOO_MANY_SUBSCRIPTIONS');
  }

  /** Never rejects: what fails is told. */
  async #perform(call: Call): Promise<void> {
    const { path, input } = call;
    const { ctx } = this;
    const type = 'mutation';
    const getRawInput = (): Promise<unknown> => Promise.resolve(input);
    try {
      const procedure = { router: appRouter, path, getRawInput, ctx, type, signal: undefined, batchIndex: 0 } as const;
      const data: unknown = await callTRPCProcedure(procedure);
      this.say(call, { type: 'data', data });
    } catch (error) {
      this.#fail(call, error, type);
    }
  }

  #follow(call: Call): void {
    const subscription = new EventSubscription(this, call);
    this.#events.set(call.id, subscription);
    subscription.open().catch((error: unknown) => {
      this.#events.delete(call.id);
      this.#rules.onError({ error: getTRPCErrorFromUnknown(error), path: call.path });
    });
  }

  #fail({ id, jsonrpc, path, input }: Call, cause: unknown, type: 'subscription' | 'mutation' = 'subscription'): void {
    const error = getTRPCErrorFromUnknown(cause);
    this.#rules.onError({ error, path });
    const config = appRouter._def._config;
    const { ctx } = this;
    this.#send({ id, jsonrpc, error: getTRPCErrorShape({ config, ctx, error, type, path, input }) });
  }

  #send(message: object): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.send(JSON.stringify(message));
  }
}

/** Undefined for what is no JSON. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isLastWord(message: unknown): message is { readonly id: number | string } {
  if (typeof message !== 'object' || message === null || !('id' in message)) return false;
  if ('error' in message) return true;
  if (!('result' in message) || typeof message.result !== 'object' || message.result === null) return false;
  return 'type' in message.result && message.result.type === 'stopped';
}

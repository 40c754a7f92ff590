import type { IncomingMessage } from 'node:http';
import { type Api, type ApiContext, appRouter } from '@nova/api';
import { getWSConnectionHandler } from '@trpc/server/adapters/ws';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Metrics } from '../metrics/metrics.ts';
import type { Settings } from '../settings.ts';
import type { Connection } from './connections.ts';
import { Outflow } from './outflow.ts';
import type { Guest } from './socket-door.ts';
import { SocketSession, type SocketSessionRules } from './socket-session.ts';

/** Codes of closed sockets; those under 4000 are of the protocol itself. */
const closeCodes = { policy: 1008, restart: 1012, sessionEnded: 4401 } as const;

export interface SocketRules extends SocketSessionRules {
  readonly api: Api;
  readonly metrics: Metrics;
  readonly settings: Settings;
  readonly nowMs: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
}

const closeWithinMs = 500;
/** What tRPC's client takes as the word to connect anew. */
const reconnectNotice = JSON.stringify({ id: null, method: 'reconnect' });
/** Read by nobody: sockets are handed to the adapter one by one. */
const noServer = new WebSocketServer({ noServer: true, clientTracking: false });

/**
 * One WebSocket and all that is kept for it, which is little: thousands of them are idle. Every procedure is served by
 * tRPC's own adapter, but for events, which go from the hub to the socket at once (see `SocketSession`). The adapter is
 * there from the first message that it is needed for: it keeps more than all the rest, and who only follows never
 * needs it.
 */
export class SocketConnection implements Connection {
  readonly userId: string;
  readonly sessionId: string;
  readonly address: string;
  readonly #ws: WebSocket;
  readonly #rules: SocketRules;
  readonly #session: SocketSession;
  /** What the adapter is made of; null when it is there. */
  #missing: { readonly ctx: ApiContext; readonly req: IncomingMessage } | null;
  #heardAtMs: number;
  #isAsked = false;
  #frames = 0;
  #windowEndsMs = 0;

  constructor(rules: SocketRules, { ws, req, socket, identity, visit }: Guest) {
    const { userId, sessionId } = identity;
    const { requestId, address, operator } = visit;
    this.userId = userId;
    this.sessionId = sessionId;
    this.address = address;
    this.#rules = rules;
    this.#ws = ws;
    this.#heardAtMs = rules.nowMs();
    const ctx = rules.api.contextFor({ caller: { userId, sessionId }, operator, requestId, address });
    this.#session = new SocketSession(rules, { ctx, ws, outflow: new Outflow(ws, socket) });
    this.#missing = { ctx, req: asSeen(req) };
    ws.on('message', (data, isBinary) => this.#heard(data, isBinary));
    ws.on('error', ignore);
    ws.once('close', () => this.#session.close());
    // Whoever announces parameters sends them first, and the adapter must know them by.
    if (req.url?.includes('connectionParams')) this.#openAdapter();
  }

  subscriptions(): number {
    return this.#session.size;
  }

  unreadBytes(): number {
    return this.#ws.bufferedAmount;
  }

  leave(): void {
    if (this.#ws.readyState === this.#ws.OPEN) this.#ws.send(reconnectNotice);
  }

  end(why: 'session' | 'shutdown'): void {
    if (why === 'session') this.#ws.close(closeCodes.sessionEnded, 'session ended');
    else this.#ws.close(closeCodes.restart, 'restarting');
    // Whoever does not answer the closing handshake is not waited for.
    this.#rules.after(closeWithinMs, () => this.#ws.terminate());
  }

  /** Asks a silent client for a sign of life, and ends one that gave none, or that reads nothing (D4, A3). */
  check(nowMs: number): void {
    const { socketPingMs, socketTimeoutMs } = this.#rules.settings;
    const silentMs = nowMs - this.#heardAtMs;
    if (this.#endIfUnread()) return;
    if (silentMs >= socketTimeoutMs) this.#cutOff('silent');
    else if (silentMs >= socketPingMs && !this.#isAsked && this.#ws.readyState === this.#ws.OPEN) {
      this.#isAsked = true;
      this.#ws.send('PING');
    }
  }

  #heard(data: RawData, isBinary: boolean): void {
    const { points, seconds } = this.#rules.settings.limitFrame;
    const nowMs = this.#rules.nowMs();
    this.#heardAtMs = nowMs;
    this.#isAsked = false;
    if (this.#endIfUnread()) return;
    if (nowMs >= this.#windowEndsMs) {
      this.#windowEndsMs = nowMs + seconds * 1_000;
      this.#frames = 0;
    }
    if (++this.#frames > points && this.#ws.readyState === this.#ws.OPEN) {
      this.#rules.metrics.cutOff.inc({ why: 'frames' });
      this.#ws.close(closeCodes.policy, 'RATE_LIMITED');
    }
    if (this.#missing && !this.#serves(data, isBinary)) this.#openAdapter()?.call(this.#ws, data, isBinary);
  }

  /** Serves a message without the adapter, if it is of the few kinds that need none. */
  #serves(data: RawData, isBinary: boolean): boolean {
    if (isBinary || !Buffer.isBuffer(data)) return false;
    const text = data.toString('utf8');
    if (text === 'PING') this.#ws.send('PONG');
    return text === 'PING' || text === 'PONG' || this.#session.takesAlone(text);
  }

  /** Answers the adapter's listener to messages: it hears of the one that is being told only from here. */
  #openAdapter(): ((this: WebSocket, data: RawData, isBinary: boolean) => void) | null {
    if (!this.#missing) return null;
    const { ctx, req } = this.#missing;
    this.#missing = null;
    getWSConnectionHandler({
      wss: noServer,
      router: appRouter,
      createContext: () => ctx,
      maxBatchSize: this.#rules.batchMax,
      experimental_encoder: this.#session,
      onError: this.#rules.onError,
    })(this.#ws, req);
    const listener = this.#ws.listeners('message').at(-1);
    return (data, isBinary) => void listener?.call(this.#ws, data, isBinary);
  }

  #endIfUnread(): boolean {
    if (this.unreadBytes() <= this.#rules.settings.socketBufferMaxBytes) return false;
    this.#cutOff('unread');
    return true;
  }

  #cutOff(why: 'silent' | 'unread'): void {
    this.#rules.metrics.cutOff.inc({ why });
    this.#ws.terminate();
  }
}

/** A broken connection closes, and that is what is listened to. */
function ignore(): void {}

/** What the adapter looks at in the request; it keeps it for as long as the socket lives, so no more than that. */
function asSeen({ url, headers, socket }: IncomingMessage): IncomingMessage {
  return { url, headers: { host: headers.host }, socket } as IncomingMessage;
}

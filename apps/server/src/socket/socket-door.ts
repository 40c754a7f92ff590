import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refusal, refuse } from '@nova/api';
import { limits } from '@nova/contract';
import type { Presence } from '@nova/delivery';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Identity, Sessions } from '../auth/sessions.ts';
import type { Origins } from '../http/origin.ts';
import type { Visit } from '../http/visit.ts';
import type { SharedLimiter } from '../limits/shared-limiter.ts';
import type { BudgetKind } from '../limits/user-limiter.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Connection, Connections } from './connections.ts';
import { refuseUpgrade } from './refuse-upgrade.ts';

/** A socket that was let in. */
export interface Guest {
  readonly ws: WebSocket;
  readonly req: IncomingMessage;
  /** The TCP (or TLS) socket under it. */
  readonly socket: Duplex;
  readonly identity: Identity;
  readonly visit: Visit;
}

export interface SocketDoorParts {
  readonly sessions: Sessions;
  readonly origins: Origins;
  readonly connections: Connections;
  readonly limiter: SharedLimiter<BudgetKind>;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly visitOf: (req: IncomingMessage) => Visit;
  readonly isClosing: () => boolean;
  readonly presence: Pick<Presence, 'connected'>;
  /** Serves it until it closes. */
  readonly serve: (guest: Guest) => Connection;
}

const fullRetryAfterMs = 5_000;
const closingRetryAfterMs = 1_000;

/**
 * Lets WebSockets in: an allowed origin, or none and a bearer token; a living session; room for one more. Whoever is
 * refused gets a status before any upgrade (A2, A3).
 */
export class SocketDoor {
  readonly #parts: SocketDoorParts;
  /** Frames are never compressed: those of events are shared by everybody (see `frames.ts`). */
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.requestMaxBytes,
    perMessageDeflate: false,
  });

  constructor(parts: SocketDoorParts) {
    this.#parts = parts;
  }

  /** Never rejects. */
  async enter(req: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Without a listener a reset while we ask would end the process.
    const onError = (): void => void socket.destroy();
    socket.on('error', onError);
    try {
      const visit = this.#parts.visitOf(req);
      const identity = await this.#identify(req, visit);
      this.#needRoom({ ...identity, address: visit.address });
      socket.off('error', onError);
      this.#server.handleUpgrade(req, socket, head, (ws) => this.#welcome({ ws, req, socket, identity, visit }));
    } catch (error) {
      if (!(error instanceof Refusal)) this.#parts.log.error({ err: error }, 'an upgrade failed');
      const refusal = error instanceof Refusal ? error : refuse('INTERNAL');
      this.#parts.metrics.turnedAway.inc({ reason: refusal.reason });
      refuseUpgrade(socket, refusal);
    }
  }

  /** @throws Refusal. */
  async #identify(req: IncomingMessage, { address }: Visit): Promise<Identity> {
    const { origins, sessions, limiter } = this.#parts;
    const { origin, host, authorization, cookie } = req.headers;
    this.#needOpen();
    if (origin !== undefined && !origins.allows(origin, host)) throw refuse('FORBIDDEN');
    const wait = await limiter.consume('request', address);
    if (wait) throw refuse('RATE_LIMITED', wait);
    // Who names no origin is no browser, and has no business with a cookie.
    const identity = await sessions.identifyAnew(origin === undefined ? { authorization } : { authorization, cookie });
    if (!identity) throw refuse('UNAUTHENTICATED');
    return identity;
  }

  #needOpen(): void {
    if (this.#parts.isClosing()) throw refuse('SHUTTING_DOWN', { retryAfterMs: closingRetryAfterMs });
  }

  /** Asked in the very step in which the socket is let in. */
  #needRoom(by: { readonly userId: string; readonly address: string }): void {
    this.#needOpen();
    if (this.#parts.connections.full(by)) throw refuse('RATE_LIMITED', { retryAfterMs: fullRetryAfterMs });
  }

  #welcome(guest: Guest): void {
    const { connections, presence, serve } = this.#parts;
    const release = connections.add(serve(guest));
    const disconnected = presence.connected(guest.identity.userId);
    guest.ws.once('close', () => {
      release();
      disconnected();
    });
  }
}

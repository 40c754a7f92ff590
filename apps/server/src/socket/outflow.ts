import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/** Somebody who waits for a full socket. */
export interface Waiter {
  resume(): void;
}

/**
 * The way out of one socket, past `ws`: complete frames, many in one write. `ws` writes to the same stream at once
 * whatever it is given, since it compresses nothing, so the two keep their order.
 */
export class Outflow {
  readonly #ws: WebSocket;
  readonly #stream: Duplex;
  /** In the order they came; each goes on when the socket has been read empty, as far as there is room (D4). */
  #waiters: Set<Waiter> | null = null;

  constructor(ws: WebSocket, stream: Duplex) {
    this.#ws = ws;
    this.#stream = stream;
  }

  /** Whether there is room; if not, the waiter is resumed when there is. */
  accepts(waiter: Waiter): boolean {
    if (!this.#stream.writableNeedDrain) return true;
    this.#await(waiter);
    return false;
  }

  /** Writes frames. `false`: taken, and the socket is full now; the waiter is resumed. A socket that closes takes nothing. */
  write(frames: Uint8Array, waiter: Waiter): boolean {
    if (this.#ws.readyState !== this.#ws.OPEN) return false;
    if (this.#stream.write(frames)) return true;
    this.#await(waiter);
    return false;
  }

  /** Waits no more. */
  leave(waiter: Waiter): void {
    this.#waiters?.delete(waiter);
  }

  #await(waiter: Waiter): void {
    if (!this.#waiters) {
      this.#waiters = new Set();
      this.#stream.once('drain', () => this.#resume());
    }
    this.#waiters.add(waiter);
  }

  #resume(): void {
    const waiters = this.#waiters ?? new Set();
    this.#waiters = null;
    for (const waiter of waiters) {
      if (this.#stream.writableNeedDrain) this.#await(waiter);
      else waiter.resume();
    }
  }
}

import { encodeCursor } from '@nova/contract';
import type { Batch, FollowHandle, FollowRequest, Sink } from '@nova/delivery';
import type { Pipe } from './pipe.ts';

/** How a node hands out the log: its hub. */
export type Follow = (request: FollowRequest, sink: Sink) => FollowHandle;

/** A node's end of one socket: its subscriptions, and a pipe that must not be flooded. */
export class Session {
  readonly #pipe: Pipe;
  readonly #follow: Follow;
  readonly #userId: string;
  readonly #handles = new Map<number, FollowHandle>();

  constructor(of: { pipe: Pipe; follow: Follow; userId: string }) {
    this.#pipe = of.pipe;
    this.#follow = of.follow;
    this.#userId = of.userId;
    this.#pipe.onDrained(() => {
      for (const handle of this.#handles.values()) handle.resume();
    });
  }

  subscribe(id: number, of: { conversationId: string; cursor: string }): void {
    const sink = new SocketSink(id, this.#pipe, () => this.#handles.delete(id));
    this.#handles.set(id, this.#follow({ ...of, userId: this.#userId }, sink));
  }

  unsubscribe(id: number): void {
    this.#handles.get(id)?.close();
    this.#handles.delete(id);
  }

  /** The socket is closed. Idempotent. */
  close(): void {
    for (const handle of this.#handles.values()) handle.close();
    this.#handles.clear();
  }
}

/** Where one subscription's events go: frames on a socket. */
class SocketSink implements Sink {
  readonly #id: number;
  readonly #pipe: Pipe;
  readonly #onOver: () => void;

  constructor(id: number, pipe: Pipe, onOver: () => void) {
    this.#id = id;
    this.#pipe = pipe;
    this.#onOver = onOver;
  }

  started(): void {
    this.#pipe.write({ id: this.#id, type: 'started' });
  }

  accepts(): boolean {
    return this.#pipe.hasRoom;
  }

  deliver({ epoch, entries }: Batch): boolean {
    const items = entries.map(({ seq, text }) => ({ cursor: encodeCursor(epoch, seq), text }));
    return this.#pipe.write({ id: this.#id, type: 'items', items });
  }

  reset(at: { conversationId: string; epoch: string; seq: number }): boolean {
    const text = JSON.stringify({ type: 'reset', conversationId: at.conversationId, seq: at.seq });
    return this.#pipe.write({ id: this.#id, type: 'reset', cursor: encodeCursor(at.epoch, at.seq), text });
  }

  ended(): void {
    this.#onOver();
    this.#pipe.write({ id: this.#id, type: 'ended' });
  }

  refused(reason: 'NOT_A_MEMBER' | 'BAD_CURSOR'): void {
    this.#onOver();
    this.#pipe.write({ id: this.#id, type: 'failed', reason });
  }
}

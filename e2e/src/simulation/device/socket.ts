import type { LogItem } from '@nova/contract';
import { RefusedError } from '@nova/client/sim';
import type { FollowSink } from '@nova/client/sim';
import type { Life } from '../life.ts';
import type { Frame } from '../server/pipe.ts';
import { Pipe } from '../server/pipe.ts';
import type { ServerNode } from '../server/server-node.ts';
import { Session } from '../server/session.ts';
import type { Surroundings } from '../surroundings.ts';

interface Subscription {
  readonly conversationId: string;
  readonly sink: FollowSink;
  cursor: string;
}

interface Connection {
  readonly session: Session;
  readonly pipe: Pipe;
  readonly leaveNode: () => void;
}

export interface SocketOptions {
  readonly around: Surroundings;
  /** The tab's. */
  readonly life: Life;
  readonly userId: string;
  /** A node that takes requests; `null`: there is none to be reached. */
  readonly dial: () => ServerNode | null;
}

/** A tab's connection: carries its subscriptions, comes back by itself after a cut and goes on where each was. */
export class Socket {
  readonly #options: SocketOptions;
  readonly #subscriptions = new Map<number, Subscription>();
  #connection: Connection | null = null;
  #isDialing = false;
  #isPaused = false;
  #nextId = 1;

  constructor(options: SocketOptions) {
    this.#options = options;
    options.life.onEnd(() => this.#lose(null));
  }

  get isReading(): boolean {
    return !this.#isPaused;
  }

  follow({ conversationId, cursor }: { conversationId: string; cursor: string }, sink: FollowSink): () => void {
    const id = this.#nextId++;
    this.#subscriptions.set(id, { conversationId, cursor, sink });
    if (this.#connection) this.#subscribe(this.#connection, [id]);
    else this.#dialLater(0);
    return () => {
      const connection = this.#connection;
      if (!this.#subscriptions.delete(id) || !connection) return;
      this.#later(() => connection.session.unsubscribe(id));
    };
  }

  /** The connection breaks; a new one is made after a while. */
  cut(againMs = this.#options.around.random.int(2_000)): void {
    this.#lose(againMs);
  }

  /** Stops reading, or goes on: the node has to wait. */
  read(isReading: boolean): void {
    this.#isPaused = !isReading;
    if (isReading) this.#connection?.pipe.resume();
    else this.#connection?.pipe.pause();
  }

  /** There is a way to the servers again. */
  hurry(): void {
    this.#dialLater(0);
  }

  #lose(againMs: number | null): void {
    const connection = this.#connection;
    this.#connection = null;
    if (!connection) return;
    const { clock, random } = this.#options.around;
    connection.leaveNode();
    connection.pipe.cut();
    // The node notices later: until then it talks to nobody.
    clock.after(random.int(3_000), () => connection.session.close());
    if (againMs === null) return;
    for (const { sink } of [...this.#subscriptions.values()]) sink.interrupted();
    this.#dialLater(againMs);
  }

  #dialLater(delayMs: number): void {
    if (this.#isDialing || this.#connection) return;
    this.#isDialing = true;
    const { life, around } = this.#options;
    life.platform.after(delayMs + around.weather.delayMs('network'), () => {
      this.#isDialing = false;
      if (this.#connection || this.#subscriptions.size === 0) return;
      const node = this.#options.dial();
      if (node) this.#open(node);
      else this.#dialLater(20 + around.random.int(500));
    });
  }

  #open(node: ServerNode): void {
    const { around, userId } = this.#options;
    const pipe = new Pipe(around);
    const session = new Session({ pipe, follow: node.follow, userId });
    const leaveNode = node.door.onEnd(() => this.#later(() => this.#connection === connection && this.cut()));
    const connection: Connection = { session, pipe, leaveNode };
    pipe.onFrame((frame) => this.#take(frame));
    if (this.#isPaused) pipe.pause();
    this.#connection = connection;
    this.#subscribe(connection, [...this.#subscriptions.keys()]);
  }

  #subscribe(connection: Connection, ids: readonly number[]): void {
    this.#later(() => {
      if (this.#connection !== connection) return;
      for (const id of ids) {
        const subscription = this.#subscriptions.get(id);
        if (subscription) connection.session.subscribe(id, subscription);
      }
    });
  }

  #take(frame: Frame): void {
    const subscription = this.#subscriptions.get(frame.id);
    if (!subscription) return;
    switch (frame.type) {
      case 'started':
        subscription.sink.live();
        return;
      case 'items':
        for (const { cursor, text } of frame.items) {
          if (this.#subscriptions.get(frame.id) !== subscription) return;
          subscription.cursor = cursor;
          subscription.sink.item(cursor, JSON.parse(text) as LogItem);
        }
        return;
      case 'reset':
        subscription.cursor = frame.cursor;
        subscription.sink.item(frame.cursor, JSON.parse(frame.text) as LogItem);
        return;
      case 'ended':
        this.#subscriptions.delete(frame.id);
        subscription.sink.ended();
        return;
      case 'failed':
        this.#subscriptions.delete(frame.id);
        subscription.sink.failed(new RefusedError(frame.reason));
        return;
      default:
        frame satisfies never;
    }
  }

  #later(run: () => void): void {
    const { around, life } = this.#options;
    life.platform.after(around.weather.delayMs('network'), run);
  }
}

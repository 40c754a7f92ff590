import { type Faults, OrderCheck } from '../measure/order-check.ts';
import type { Connect, Connection, Person, ResumePoint } from '../wire/connection.ts';
import type { Room } from './room.ts';

/** Told of every delivery: when its message was sent, in microseconds on this process's clock. */
export type OnDelivery = (sentUs: number, subscriber: Subscriber) => void;

export interface SubscriberParts {
  readonly port: number;
  readonly connect: Connect;
  readonly onDelivery: OnDelivery;
}

/** One receiver: a connection that can be cut and made again, and the check that nothing is lost on the way. */
export class Subscriber {
  readonly person: Person;
  readonly room: Room;
  readonly check = new OrderCheck(0);
  /** Whether its deliveries count as latency: not for what it gets late because it was away. */
  isTimed = true;
  /** Why the connection was lost, if it was. */
  lost: string | null = null;
  readonly #parts: SubscriberParts;
  #connection: Connection | null = null;
  #resume: ResumePoint | null = null;

  constructor(person: Person, room: Room, parts: SubscriberParts) {
    this.person = person;
    this.room = room;
    this.#parts = parts;
  }

  /** Connects, the second time from where it was cut; resolves when it follows. */
  open(): Promise<void> {
    const { port, connect, onDelivery } = this.#parts;
    const connection = connect({
      port,
      person: this.person,
      resume: this.#resume,
      onEvent: (seq, sentUs, serial) => {
        if (this.check.accept(seq, serial)) onDelivery(sentUs, this);
      },
    });
    connection.closed.catch((error: Error) => {
      this.lost ??= error.message;
    });
    this.#connection = connection;
    return connection.following;
  }

  cut(): void {
    if (!this.#connection) return;
    if (this.check.reached > 0) this.#resume = { seq: this.check.reached, kept: this.#connection.kept() };
    this.#connection.cut();
    this.#connection = null;
  }

  /** Sends as this person; resolves with the `seq`. @throws Error when it is refused or the connection is gone. */
  send(message: { clientId: string; body: string }): Promise<number> {
    return this.#connection?.send(message) ?? Promise.reject(new Error('not connected'));
  }

  get hasAll(): boolean {
    return this.check.reached >= this.room.lastSeq;
  }

  faults(): Faults {
    return this.check.faults(this.room.lastSeq);
  }
}

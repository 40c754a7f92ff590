import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Histogram } from '../measure/histogram.ts';
import { addFaults, type Faults, noFaults } from '../measure/order-check.ts';
import type { Connect, Person } from '../wire/connection.ts';
import { markedBody } from '../wire/marker.ts';
import { nowUs } from './clock.ts';
import { Room } from './room.ts';
import { Subscriber } from './subscriber.ts';

export interface Verdict extends Faults {
  /** Receivers that got other messages under the right numbers. */
  readonly mixedUp: number;
  readonly receivers: number;
  /** Receivers whose connection was lost; what they missed counts as lost. */
  readonly cutOff: number;
  readonly committed: number;
  readonly refused: number;
  /** The first refusal or loss, in the server's words. */
  readonly words: string | null;
}

/** Connections that are being made at a time: more would measure the listen backlog. */
const dialling = 64;

/** Everybody of a run: the receivers, what they were sent, and what came. */
export class Crowd {
  readonly subscribers: readonly Subscriber[];
  readonly rooms: readonly Room[];
  /** From the moment a message was due to be sent until each receiver had it, in microseconds. */
  readonly latency = new Histogram();
  deliveries = 0;
  committed = 0;
  refused = 0;
  #serial = 0;
  #words: string | null = null;

  constructor(people: readonly Person[], { port, connect }: { port: number; connect: Connect }) {
    const rooms = new Map<string, Room>();
    const onDelivery = (sentUs: number, { isTimed }: Subscriber): void => {
      this.deliveries++;
      if (isTimed) this.latency.record(nowUs() - sentUs);
    };
    this.subscribers = people.map((person) => {
      const room = rooms.get(person.conversationId) ?? new Room(person.conversationId);
      rooms.set(person.conversationId, room);
      return new Subscriber(person, room, { port, connect, onDelivery });
    });
    this.rooms = [...rooms.values()];
  }

  /** Connects these, and resolves when all of them follow. */
  async open(subscribers: readonly Subscriber[] = this.subscribers): Promise<void> {
    const waiting = [...subscribers];
    const dial = async (): Promise<void> => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await next.open();
    };
    await Promise.all(Array.from({ length: dialling }, dial));
  }

  /** One message of a person. Never rejects; a refusal is counted. Resolves with whether it was committed. */
  async send(from: Subscriber, dueUs = nowUs()): Promise<boolean> {
    const serial = ++this.#serial;
    try {
      const seq = await from.send({ clientId: randomUUID(), body: markedBody(dueUs, serial) });
      from.room.committed(seq, serial);
      this.committed++;
      return true;
    } catch (error) {
      from.room.unknown++;
      this.refused++;
      this.#words ??= error instanceof Error ? error.message : String(error);
      return false;
    }
  }

  /** Resolves when everybody has everything, or `withinMs` is over. */
  async settle(withinMs: number): Promise<void> {
    const untilUs = nowUs() + withinMs * 1_000;
    while (nowUs() < untilUs && !this.subscribers.every(({ hasAll, lost }) => hasAll || lost !== null)) await sleep(20);
    // What should not come at all, a repetition for one, may come late.
    await sleep(100);
  }

  verdict(): Verdict {
    const { subscribers, committed, refused } = this;
    const faults = subscribers.map((one) => one.faults()).reduce(addFaults, noFaults);
    const isMixedUp = ({ room, check, hasAll }: Subscriber): boolean =>
      hasAll && room.unknown === 0 && check.sum !== room.sum;
    const cutOff = subscribers.filter(({ lost }) => lost !== null);
    return {
      ...faults,
      mixedUp: subscribers.filter(isMixedUp).length,
      receivers: subscribers.length,
      cutOff: cutOff.length,
      committed,
      refused,
      words: this.#words ?? cutOff[0]?.lost ?? null,
    };
  }
}

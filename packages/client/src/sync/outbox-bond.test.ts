import { describe, expect, it } from 'vitest';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { AppliedInput } from '../outbox/input.ts';
import { Queue, send } from '../testing/queue.ts';
import { OutboxBond } from './outbox-bond.ts';

/** A queue that tells of itself when told to. */
class Bench {
  readonly told: AppliedInput[] = [];
  resumed = 0;
  #entries: readonly OutboxEntry[] = [];
  #listener: (entries: readonly OutboxEntry[]) => void = () => {};

  constructor() {
    new OutboxBond({
      conversationId: 'c',
      outbox: {
        entries: this.#entries,
        subscribe: (listener) => {
          this.#listener = listener;
          return () => {};
        },
        dispatch: (input) => {
          this.told.push(input);
          return Promise.resolve();
        },
      },
      replica: () => null,
      save: () => Promise.resolve(),
      resume: () => this.resumed++,
    });
  }

  show(queue: Queue): void {
    this.#entries = queue.state.entries;
    this.#listener(this.#entries);
  }
}

describe('a queue and a replica', () => {
  it('[O1] what was accepted in a conversation that had ended is listened for again', () => {
    const bench = new Bench();
    const queue = new Queue().add(send('a'), send('b', 'b', 'other'));
    bench.show(queue);
    bench.show(queue.accept('b', 3));
    expect(bench.resumed).toBe(0);
    bench.show(queue.accept('a', 7));
    expect([bench.resumed, bench.told]).toEqual([1, []]);
  });
});

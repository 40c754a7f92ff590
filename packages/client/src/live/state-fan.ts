import type { Observer } from '../wire/procedures.ts';
import type { Source } from './fan.ts';
import { Fan } from './fan.ts';

/** What a subscription has said so far, in as few items as say it. */
export interface Recap<Data> {
  note(item: Data): void;
  /** What a newcomer is told to be where the others are. */
  items(): readonly Data[];
  /** The connection broke: the server begins anew. */
  clear(): void;
}

/**
 * Tells subscriptions without a cursor to many readers, one for all who want the same. Whoever joins later is told the
 * state so far and then what changes.
 */
export class StateFan<Input, Data> {
  readonly #source: Source<Input, Data>;
  readonly #newRecap: () => Recap<Data>;
  readonly #fans = new Map<string, { fan: Fan<Data>; recap: Recap<Data> }>();

  constructor(source: Source<Input, Data>, newRecap: () => Recap<Data>) {
    this.#source = source;
    this.#newRecap = newRecap;
  }

  readonly open: Source<Input, Data> = (input, observer) => {
    const key = JSON.stringify(input ?? null);
    const reader = { ...observer };
    const known = this.#fans.get(key);
    if (known) this.#join(known, reader);
    else this.#begin({ key, input }, reader);
    return () => this.#leave(key, reader);
  };

  /** Ends everything; nobody is told. */
  close(): void {
    for (const { fan } of this.#fans.values()) fan.end();
    this.#fans.clear();
  }

  #join({ fan, recap }: { fan: Fan<Data>; recap: Recap<Data> }, reader: Observer<Data>): void {
    const items = recap.items();
    fan.readers.add(reader);
    fan.greet(reader);
    for (const item of items) if (fan.readers.has(reader)) reader.onData(item);
  }

  #begin({ key, input }: { key: string; input: Input }, reader: Observer<Data>): void {
    const recap = this.#newRecap();
    const fan = new Fan<Data>(() => this.#fans.delete(key));
    this.#fans.set(key, { fan, recap });
    fan.readers.add(reader);
    fan.begin(this.#source, input, {
      data: (item) => {
        recap.note(item);
        fan.tell((each) => each.onData(item));
      },
      lost: () => recap.clear(),
    });
  }

  #leave(key: string, reader: Observer<Data>): void {
    const known = this.#fans.get(key);
    if (!known?.fan.readers.delete(reader) || known.fan.readers.size > 0) return;
    this.#fans.delete(key);
    known.fan.end();
  }
}

import type { Observer } from '../wire/procedures.ts';

/** Opens the one subscription that a fan tells to many. Told synchronously or later; the returned function ends it. */
export type Source<Input, Data> = (input: Input, observer: Observer<Data>) => () => void;

/** How far a source's subscription is, for those who join it later. */
interface Standing {
  state: 'idle' | 'connecting' | 'pending' | null;
  isStarted: boolean;
}

/** One subscription and those who are told what it says. Whoever leaves while something is told hears no more of it. */
export class Fan<Data> {
  readonly readers = new Set<Observer<Data>>();
  readonly standing: Standing = { state: null, isStarted: false };
  readonly #onEnd: () => void;
  #stop: (() => void) | null = null;
  #isOver = false;

  /** `onEnd`: it ended by itself, and its readers are about to be told. */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Begins it. `onData` keeps the books and tells; `onLost` hears that the connection broke. */
  begin<Input>(source: Source<Input, Data>, input: Input, on: { data: (data: Data) => void; lost?: () => void }): void {
    const unlessOver =
      <Args extends unknown[]>(step: (...args: Args) => void) =>
      (...args: Args): void => {
        if (!this.#isOver) step(...args);
      };
    const stop = source(input, {
      onStarted: unlessOver(() => {
        this.standing.isStarted = true;
        this.tell((reader) => reader.onStarted?.());
      }),
      onData: unlessOver(on.data),
      onConnectionStateChange: unlessOver((change: { state: 'idle' | 'connecting' | 'pending' }) => {
        this.standing.state = change.state;
        if (change.state === 'connecting') {
          this.standing.isStarted = false;
          on.lost?.();
        }
        this.tell((reader) => reader.onConnectionStateChange?.(change));
      }),
      onError: unlessOver((error: unknown) => this.#finish((reader) => reader.onError?.(error))),
      onComplete: unlessOver(() => this.#finish((reader) => reader.onComplete?.())),
    });
    if (this.#isOver) stop();
    else this.#stop = stop;
  }

  tell(step: (reader: Observer<Data>) => void): void {
    for (const reader of [...this.readers]) if (this.readers.has(reader)) step(reader);
  }

  /** Tells a newcomer how things stand. */
  greet(reader: Observer<Data>): void {
    const { state, isStarted } = this.standing;
    if (state) reader.onConnectionStateChange?.({ state });
    if (isStarted && this.readers.has(reader)) reader.onStarted?.();
  }

  /** Idempotent; nobody is told. */
  end(): void {
    this.#isOver = true;
    this.readers.clear();
    this.#stop?.();
    this.#stop = null;
  }

  #finish(step: (reader: Observer<Data>) => void): void {
    const readers = [...this.readers];
    this.end();
    this.#onEnd();
    for (const reader of readers) step(reader);
  }
}

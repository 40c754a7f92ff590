import { Listeners } from './listeners.ts';

/** A part of an account that is not there before somebody asks for it: the first picture does not wait for it. */
export class Later<T extends { subscribe(listener: () => void): () => void }> {
  readonly #load: () => Promise<T>;
  readonly #listeners = new Listeners();
  #here: T | null = null;
  #coming: Promise<T> | null = null;

  constructor(load: () => Promise<T>) {
    this.#load = load;
  }

  /** Null before it is there. */
  get here(): T | null {
    return this.#here;
  }

  /** Fetches it once; tried again by the next who asks. @throws what loading throws. */
  get(): Promise<T> {
    this.#coming ??= this.#load().then(
      (part) => {
        this.#here = part;
        part.subscribe(() => this.#listeners.tell());
        this.#listeners.tell();
        return part;
      },
      (error: unknown) => {
        this.#coming = null;
        throw error;
      },
    );
    return this.#coming;
  }

  /** Called back likewise, once somebody else has asked for it. */
  watch(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Called back after each of its changes, and when it is there. */
  subscribe(listener: () => void): () => void {
    this.get().catch(() => null);
    return this.#listeners.add(listener);
  }
}

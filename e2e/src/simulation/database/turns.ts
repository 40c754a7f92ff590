/** Locks by name: whoever asks waits until all who asked before are done, whatever became of them. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  async take<T>(name: string, run: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name);
    const done = Promise.withResolvers<void>();
    this.#last.set(name, done.promise);
    try {
      if (before) await before;
      return await run();
    } finally {
      if (this.#last.get(name) === done.promise) this.#last.delete(name);
      done.resolve();
    }
  }
}

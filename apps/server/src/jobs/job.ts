export interface JobOptions {
  /** How long after the last round the next one begins, about. */
  readonly everyMs: number;
  /** Does a bounded piece of the work; resolves to whether there is more to do now. */
  readonly step: () => Promise<boolean>;
  readonly random: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
  readonly onFailure: (error: unknown) => void;
}

/** Work that comes back. Every node may do it: its steps say how nodes share it. */
export class Job {
  readonly #options: JobOptions;
  #cancel: () => void = () => {};
  #isClosed = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: JobOptions) {
    this.#options = options;
    this.#schedule();
  }

  /** Stops after the step that is under way. Idempotent. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#running;
  }

  async #round(): Promise<void> {
    while (!this.#isClosed && (await this.#options.step()));
  }

  #schedule(): void {
    const { everyMs, random, after, onFailure } = this.#options;
    // Nodes that started together do not all look at once.
    this.#cancel = after(everyMs * (0.5 + random()), () => {
      this.#running = this.#round()
        .catch(onFailure)
        .finally(() => {
          if (!this.#isClosed) this.#schedule();
        });
    });
  }
}

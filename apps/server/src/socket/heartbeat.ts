import type { Settings } from '../settings.ts';
import type { Connections } from './connections.ts';

export interface HeartbeatOptions {
  readonly connections: Connections;
  readonly settings: Pick<Settings, 'socketPingMs' | 'socketTimeoutMs'>;
  readonly nowMs: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
}

/** Looks after all connections with one timer; each is looked at often enough to be asked and ended about in time. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #everyMs: number;
  #cancel: () => void = () => {};

  constructor(options: HeartbeatOptions) {
    const { socketPingMs, socketTimeoutMs } = options.settings;
    this.#options = options;
    this.#everyMs = Math.min(1_000, socketPingMs / 4, (socketTimeoutMs - socketPingMs) / 4);
    this.#schedule();
  }

  close(): void {
    this.#cancel();
  }

  #schedule(): void {
    this.#cancel = this.#options.after(this.#everyMs, () => {
      this.#schedule();
      const nowMs = this.#options.nowMs();
      for (const connection of this.#options.connections) connection.check(nowMs);
    });
  }
}

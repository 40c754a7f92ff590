import { Listeners } from './listeners.ts';

/** Whether there is a way to the server at all. While there is none, the outbox holds its entries and burns no attempt (O2). */
export interface Network {
  online(): boolean;
  /** Tells each change; the returned function stops it. */
  onChange(listener: (online: boolean) => void): () => void;
}

/** A network whose state the owner sets. */
export interface ManualNetwork extends Network {
  /** Idempotent: listeners hear only what changed. */
  set(online: boolean): void;
}

/** A network that is what its owner says it is: the live socket's state in the client, the weather in a simulation. */
export function manualNetwork(initially = true): ManualNetwork {
  let online = initially;
  const listeners = new Listeners<[boolean]>();
  return {
    online: () => online,
    onChange: (listener) => listeners.add(listener),
    set(next) {
      if (next === online) return;
      online = next;
      listeners.tell(next);
    },
  };
}

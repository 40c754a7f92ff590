import type { Incident } from '@nova/client';
import { NovaClientError } from '@nova/client';

/** What is wrong with this device's own memory, as far as the client has met it. */
export type Trouble = 'full' | 'broken' | null;

/** Remembers that the device could not keep something, until the person has read so; again when something they wrote could not. */
export class DeviceTrouble {
  #trouble: Trouble = null;
  /** What the person has read so. */
  #read: Trouble = null;
  readonly #listeners = new Set<() => void>();

  get view(): Trouble {
    return this.#trouble;
  }

  note(incident: Incident): void {
    if (incident.type !== 'storageFailed') return;
    const { error, what } = incident;
    const trouble = error instanceof NovaClientError && error.code === 'STORAGE_FULL' ? 'full' : 'broken';
    // What is kept for convenience is tried with each change: nobody need be told each time.
    if (trouble === this.#read && what !== 'outbox') return;
    this.#set(trouble);
  }

  dismiss(): void {
    this.#read = this.#trouble;
    this.#set(null);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #set(trouble: Trouble): void {
    if (trouble === this.#trouble) return;
    this.#trouble = trouble;
    for (const listener of this.#listeners) listener();
  }
}

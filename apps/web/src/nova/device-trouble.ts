import type { Incident } from '@nova/client';
import { NovaClientError } from '@nova/client';

/** What is wrong with this device's own memory, as far as the client has met it. */
export type Trouble = 'full' | 'broken' | null;

/** Remembers that the device could not keep something, until the person has read so. */
export class DeviceTrouble {
  #trouble: Trouble = null;
  readonly #listeners = new Set<() => void>();

  get view(): Trouble {
    return this.#trouble;
  }

  note(incident: Incident): void {
    if (incident.type !== 'storageFailed') return;
    const { error } = incident;
    this.#set(error instanceof NovaClientError && error.code === 'STORAGE_FULL' ? 'full' : 'broken');
  }

  dismiss(): void {
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

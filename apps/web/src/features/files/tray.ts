import type { NewFile } from '@nova/client';

/** A file that waits to be sent with what is being written. */
export interface TrayFile extends NewFile {
  readonly id: string;
}

/** The files that go with what is being written in one conversation, for as long as the app is open. */
export class Tray {
  readonly #listeners = new Set<() => void>();
  #files: readonly TrayFile[] = [];

  /** Never changed, only replaced. */
  get files(): readonly TrayFile[] {
    return this.#files;
  }

  set(files: readonly TrayFile[]): void {
    this.#files = files;
    for (const listener of this.#listeners) listener();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

const trays = new Map<string, Tray>();

/** Nothing of whoever was signed in waits for whoever comes next (O8). */
export function forgetTrays(): void {
  for (const tray of trays.values()) tray.set([]);
}

/** The tray of a conversation: always the same. */
export function trayOf(conversationId: string): Tray {
  const tray = trays.get(conversationId) ?? new Tray();
  trays.set(conversationId, tray);
  return tray;
}

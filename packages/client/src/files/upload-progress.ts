import type { Id } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import type { Report } from '../report.ts';

/** How far the files on their way have come. */
export class UploadProgress {
  readonly #sent = new Map<Id, number>();
  readonly #listeners: Listeners;

  constructor(report?: Report) {
    this.#listeners = new Listeners(report);
  }

  /** Bytes that have left; null while it does not go. */
  sentBytes(fileId: Id): number | null {
    return this.#sent.get(fileId) ?? null;
  }

  set(fileId: Id, sentBytes: number | null): void {
    if (this.sentBytes(fileId) === sentBytes) return;
    if (sentBytes === null) this.#sent.delete(fileId);
    else this.#sent.set(fileId, sentBytes);
    this.#listeners.tell();
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }
}

import type { PresenceItem } from '@nova/contract';

/** What one reader has not taken yet: of each mark and each person only the newest, so that a slow reader costs constant memory. */
export class PresenceReader {
  readonly #items = new Map<string, PresenceItem>();
  #isEnded = false;
  #wake: (() => void) | null = null;

  add(item: PresenceItem): void {
    const about = item.type === 'typing' ? `${item.conversationId} ${item.userId}` : item.userId;
    this.#items.set(about, item);
    this.#wake?.();
  }

  /** Idempotent. */
  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  /** The next item; `null` when ended. One waiter at a time. */
  async next(): Promise<PresenceItem | null> {
    while (!this.#isEnded) {
      for (const [about, item] of this.#items) {
        this.#items.delete(about);
        return item;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
      this.#wake = null;
    }
    return null;
  }
}

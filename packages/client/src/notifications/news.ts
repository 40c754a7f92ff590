import type { NotificationNews } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import type { Platform } from '../platform.ts';
import { Question } from '../question.ts';

export interface NewsOptions {
  readonly ask: (signal: AbortSignal) => Promise<{ news: NotificationNews[] }>;
  readonly platform: Platform;
  readonly network: Network;
}

/** What may be over can wait a little. */
const doubtMs = 1_000;

/** What the person is to be told now, as the server decided for all their devices (B3). Nothing of it stays on the device. */
export class News {
  readonly #listeners = new Listeners();
  readonly #question: Question<{ news: NotificationNews[] }>;
  #all: readonly NotificationNews[] | null = null;

  constructor(options: NewsOptions) {
    this.#question = new Question({
      ...options,
      onAnswer: ({ news }) => {
        this.#all = news;
        this.#listeners.tell();
      },
    });
    this.refresh();
  }

  /** One for each conversation; `null` before the server has answered. The same array until it answers again. */
  get all(): readonly NotificationNews[] | null {
    return this.#all;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** There is something to tell, or not any more. */
  refresh(): void {
    this.#question.soon();
  }

  /** Something was read, or changed: what is told may be over. */
  doubt(): void {
    if (this.#all !== null && this.#all.length > 0) this.#question.soon(doubtMs);
  }

  /** Idempotent. */
  close(): void {
    this.#question.close();
    this.#listeners.clear();
  }
}

import type { ChangeScheduledInput, Id, ListScheduledOutput, ScheduledMessage } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import type { Platform } from '../platform.ts';
import { Question } from '../question.ts';
import type { Kept } from '../store/kept.ts';

export interface ScheduledOptions {
  readonly ask: (signal: AbortSignal) => Promise<ListScheduledOutput>;
  readonly change: (input: ChangeScheduledInput, signal: AbortSignal) => Promise<unknown>;
  readonly cancel: (clientId: Id, signal: AbortSignal) => Promise<unknown>;
  readonly sendNow: (clientId: Id, signal: AbortSignal) => Promise<unknown>;
  readonly platform: Platform;
  readonly network: Network;
  readonly kept: Kept<readonly ScheduledMessage[]>;
}

/**
 * What waits on the server to be sent, as it said last; the device remembers it for the next opening. What still waits on
 * the device is in the outbox (work `schedule`).
 */
export class ScheduledMessages {
  readonly #options: ScheduledOptions;
  readonly #listeners = new Listeners();
  readonly #question: Question<ListScheduledOutput>;
  readonly #closing = new AbortController();
  #all: readonly ScheduledMessage[] = [];
  #isKnown = false;

  constructor(options: ScheduledOptions) {
    this.#options = options;
    this.#question = new Question({
      ...options,
      onAnswer: ({ scheduled }) => {
        this.#isKnown = true;
        this.#all = scheduled;
        options.kept.save(scheduled);
        this.#listeners.tell();
      },
    });
  }

  /** Shows what the device remembers, unless the server was faster, and asks. Never rejects. */
  async start(): Promise<void> {
    this.refresh();
    const kept = await this.#options.kept.load();
    if (!kept || this.#isKnown) return;
    this.#all = kept;
    this.#listeners.tell();
  }

  /** Whichever is due first comes first; the same array until something changes. */
  get all(): readonly ScheduledMessage[] {
    return this.#all;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** There may be news. */
  refresh(): void {
    this.#question.soon();
  }

  /** @throws what the server refused it with: VERSION_CONFLICT, SCHEDULED_GONE. */
  change(input: ChangeScheduledInput): Promise<void> {
    return this.#do((signal) => this.#options.change(input, signal));
  }

  /** @throws what the server refused it with: SCHEDULED_GONE. */
  cancel(clientId: Id): Promise<void> {
    return this.#do((signal) => this.#options.cancel(clientId, signal));
  }

  /** @throws what the server refused it with: SCHEDULED_GONE, or what a send is refused with. */
  sendNow(clientId: Id): Promise<void> {
    return this.#do((signal) => this.#options.sendNow(clientId, signal));
  }

  /** Idempotent. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#closing.abort();
    this.#question.close();
    this.#listeners.clear();
    await this.#options.kept.close(how);
  }

  async #do(doing: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
    const { platform } = this.#options;
    try {
      await within({ platform, ms: requestTimeoutMs, signal: this.#closing.signal }, doing);
    } finally {
      await this.#question.now();
    }
  }
}

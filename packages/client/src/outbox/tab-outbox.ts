import type { Id } from '@nova/contract';
import type { ClientErrorCode } from '../errors.ts';
import { NovaClientError } from '../errors.ts';
import { Listeners } from '../listeners.ts';
import type { Channel, TabPorts } from '../tabs/tab-ports.ts';
import { UploadProgress } from '../files/upload-progress.ts';
import type { OutboxEntry } from './entry.ts';
import type { AppliedInput, PersonInput } from './input.ts';
import { OutboxRunner } from './runner.ts';
import type { OutboxRunnerOptions } from './runner.ts';

export type TabOutboxInput = PersonInput | AppliedInput;

export interface TabOutboxOptions extends Omit<OutboxRunnerOptions, 'onProgress'> {
  readonly tabs: TabPorts;
  /** Makes ids that no other tab makes. */
  readonly newId: () => Id;
}

/** How long a tab that could not read its device stands aside. */
const leadAgainMs = 2_000;

/** What tabs tell each other. `leads` makes followers ask again what has had no answer. */
type TabMessage =
  | { readonly type: 'hello' }
  | { readonly type: 'leads' }
  | { readonly type: 'state'; readonly entries: readonly OutboxEntry[] }
  | { readonly type: 'ask'; readonly askId: Id; readonly input: TabOutboxInput }
  | { readonly type: 'progress'; readonly fileId: Id; readonly sentBytes: number | null }
  | { readonly type: 'answer'; readonly askId: Id; readonly error: ClientErrorCode | null };

interface Ask {
  readonly input: TabOutboxInput;
  readonly settle: (error: ClientErrorCode | null) => void;
}

/**
 * One tab's hand on the account's queue. The tab that holds the lock runs the only sender (O6); the others hand their
 * inputs to it and show what it shows. A wish resolves when it lies on the device, whichever tab put it there; when
 * the sender dies first, the next one is asked again – ids make asking twice asking once.
 */
export class TabOutbox {
  /** How far the files of the queue have come, whichever tab sends them. */
  readonly progress: UploadProgress;
  readonly #options: TabOutboxOptions;
  readonly #listeners: Listeners<[readonly OutboxEntry[]]>;
  readonly #asks = new Map<Id, Ask>();
  readonly #closing = new AbortController();
  readonly #name: string;
  #runner: OutboxRunner | null = null;
  #channel: Channel | null = null;
  #release: () => void = () => {};
  #held: Promise<void> = Promise.resolve();
  #entries: readonly OutboxEntry[] = [];
  #heard = false;

  constructor(options: TabOutboxOptions) {
    this.#options = options;
    this.#listeners = new Listeners(options.report);
    this.progress = new UploadProgress(options.report);
    this.#name = `nova-outbox:${options.account}`;
  }

  /** The queue of all tabs, oldest first. */
  get entries(): readonly OutboxEntry[] {
    return this.#entries;
  }

  /** Whether this tab is the one that sends. */
  get leads(): boolean {
    return this.#runner !== null;
  }

  subscribe(listener: (entries: readonly OutboxEntry[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Shows what the device holds and lines up to be the sender. Call once. @throws what the store throws. */
  async start(): Promise<void> {
    const { tabs, store, account } = this.#options;
    this.#channel = tabs.broadcast.open(this.#name, (message) => this.#hear(message as TabMessage));
    this.#post({ type: 'hello' });
    this.#held = this.#lineUp();
    const stored = await store.loadOutbox(account);
    if (!this.#heard && !this.#runner) this.#show(stored);
  }

  /**
   * Resolves when the input is durable and this tab shows it.
   * @throws NovaClientError OUTBOX_FULL, STORAGE_FULL or STORAGE_FAILED: it was not taken. CLOSED: this tab is closed.
   */
  dispatch(input: TabOutboxInput): Promise<void> {
    if (this.#closing.signal.aborted) return Promise.reject(new NovaClientError('CLOSED'));
    if (this.#runner) return this.#runner.dispatch(input);
    const askId = this.#options.newId();
    return new Promise((resolve, reject) => {
      const settle = (error: ClientErrorCode | null): void => {
        this.#asks.delete(askId);
        if (error === null) resolve();
        else reject(new NovaClientError(error));
      };
      this.#asks.set(askId, { input, settle });
      this.#post({ type: 'ask', askId, input });
    });
  }

  /** Stops sending from this tab and lets another lead; the device keeps every entry. Idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    this.#release();
    await this.#held;
    for (const ask of this.#asks.values()) ask.settle('CLOSED');
    this.#channel?.close();
    this.#listeners.clear();
  }

  /** Leads when it is this tab's turn. One that cannot read its device says so to who waits, and lines up again. */
  async #lineUp(): Promise<void> {
    const { tabs, report, platform } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await tabs.lock.hold(this.#name, () => this.#lead(), signal);
        return;
      } catch (error) {
        report?.({ type: 'storageFailed', what: 'outbox', error });
        for (const ask of [...this.#asks.values()]) ask.settle('STORAGE_FAILED');
      }
      const waited = Promise.withResolvers<void>();
      this.#release = waited.resolve;
      const cancel = platform.after(leadAgainMs, waited.resolve);
      await waited.promise;
      cancel();
    }
  }

  async #lead(): Promise<void> {
    const runner = new OutboxRunner({
      ...this.#options,
      onProgress: (fileId, sentBytes) => {
        this.progress.set(fileId, sentBytes);
        this.#post({ type: 'progress', fileId, sentBytes });
      },
    });
    const released = Promise.withResolvers<void>();
    this.#release = released.resolve;
    if (this.#closing.signal.aborted) return;
    runner.subscribe((entries) => {
      this.#post({ type: 'state', entries });
      this.#show(entries);
    });
    await runner.start();
    this.#runner = runner;
    this.#tell(runner.entries);
    this.#post({ type: 'leads' });
    this.#post({ type: 'state', entries: runner.entries });
    for (const ask of this.#asks.values()) void this.#answer(ask.input).then(ask.settle);
    await released.promise;
    this.#runner = null;
    await runner.stop();
  }

  async #answer(input: TabOutboxInput): Promise<ClientErrorCode | null> {
    if (!this.#runner) return 'CLOSED';
    try {
      await this.#runner.dispatch(input);
      return null;
    } catch (error) {
      return error instanceof NovaClientError ? error.code : 'STORAGE_FAILED';
    }
  }

  #hear(message: TabMessage): void {
    switch (message.type) {
      case 'hello':
        if (this.#runner) this.#post({ type: 'state', entries: this.#runner.entries });
        return;
      case 'leads':
        for (const [askId, { input }] of this.#asks) this.#post({ type: 'ask', askId, input });
        return;
      case 'state':
        if (this.#runner) return;
        this.#heard = true;
        this.#show(message.entries);
        return;
      case 'ask':
        if (!this.#runner) return;
        void this.#answer(message.input).then((error) => {
          // A sender that was stopped meanwhile stays silent: the next one is asked.
          if (error !== 'CLOSED') this.#post({ type: 'answer', askId: message.askId, error });
        });
        return;
      case 'progress':
        if (!this.#runner) this.progress.set(message.fileId, message.sentBytes);
        return;
      case 'answer':
        this.#asks.get(message.askId)?.settle(message.error);
        return;
      default:
        message satisfies never;
    }
  }

  #show(entries: readonly OutboxEntry[]): void {
    if (this.#entries !== entries) this.#tell(entries);
  }

  /** Also when only the lead changed: some listeners act for the tab that sends. */
  #tell(entries: readonly OutboxEntry[]): void {
    this.#entries = entries;
    this.#listeners.tell(entries);
  }

  #post(message: TabMessage): void {
    this.#channel?.post(message);
  }
}

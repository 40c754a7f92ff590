import type { Id } from '@nova/contract';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import type { TabPorts } from '../tabs/tab-ports.ts';
import type { DeviceStore } from './device-store.ts';
import type { KeptKey } from './forget-copies.ts';

export interface KeptOptions {
  readonly account: Id;
  readonly key: KeptKey;
  readonly store: Pick<DeviceStore, 'getMeta' | 'setMeta'>;
  readonly platform: Platform;
  readonly report: Report;
  /** Whoever turns away has what is new kept at once. */
  readonly tabs: Pick<TabPorts, 'onLeave'>;
  /** How long a change may be only in memory (default 1,000). */
  readonly saveDelayMs?: number;
}

/**
 * A small thing of one account that the device keeps for the next opening: convenient to have, never the only copy of
 * anything. Failing to keep it is reported and harms nothing else.
 */
export class Kept<T> {
  readonly #options: KeptOptions;
  #latest: { readonly value: T } | null = null;
  #cancel: (() => void) | null = null;
  #stay: () => void = () => {};
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: KeptOptions) {
    this.#options = options;
  }

  /** What was saved last; `null` when there is nothing, or nothing that can be read. Never rejects. */
  async load(): Promise<T | null> {
    const { store, account, key, report } = this.#options;
    try {
      const text = await store.getMeta(account, key);
      return text === null ? null : (JSON.parse(text) as T);
    } catch (error) {
      report({ type: 'storageFailed', what: 'meta', error });
      return null;
    }
  }

  /** Saves soon; of several values in a row, the last one. */
  save(value: T): void {
    if (this.#isClosed) return;
    this.#latest = { value };
    if (this.#cancel) return;
    const { platform, tabs, saveDelayMs = 1_000 } = this.#options;
    const flush = (): void => void this.flush();
    this.#cancel = platform.after(saveDelayMs, flush);
    this.#stay = tabs.onLeave(flush);
  }

  /** Resolves when the device holds the newest value, or has failed to. Never rejects. */
  flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    this.#stay();
    const latest = this.#latest;
    this.#latest = null;
    if (latest) this.#write(JSON.stringify(latest.value));
    return this.#last;
  }

  /** `keep` saves what is left, `erase` takes it off the device; nothing is written afterwards. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#isClosed = true;
    if (how === 'erase') {
      this.#latest = null;
      this.#write(null);
    }
    await this.flush();
  }

  #write(text: string | null): void {
    const { store, account, key, report } = this.#options;
    this.#last = this.#last
      .then(() => store.setMeta(account, key, text))
      .catch((error: unknown) => report({ type: 'storageFailed', what: 'meta', error }));
  }
}

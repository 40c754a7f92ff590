import type { Id } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import type { Network } from '../network.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import type { Kept } from '../store/kept.ts';
import { Retry } from '../sync/retry.ts';
import type { TabPorts } from '../tabs/tab-ports.ts';

export interface ThreadMarksOptions {
  readonly send: (mark: { rootId: Id; seq: number }, signal: AbortSignal) => Promise<unknown>;
  readonly platform: Platform;
  readonly network: Network;
  /** Whoever turns away has told by then. */
  readonly tabs: Pick<TabPorts, 'onLeave'>;
  readonly kept: Kept<Readonly<Record<Id, number>>>;
}

/** Reading on tells the server this often at most. */
const tellEveryMs = 500;

/** How far the person has read in threads, until the server has been told: over a time offline, and over a reload. */
export class ThreadMarks {
  readonly #options: ThreadMarksOptions;
  readonly #retry: Retry;
  readonly #marks = new Map<Id, number>();
  readonly #closing = new AbortController();
  readonly #leaveNetwork: () => void;
  readonly #stay: () => void;
  #cancel: (() => void) | null = null;
  #isTelling = false;

  constructor(options: ThreadMarksOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
    this.#leaveNetwork = options.network.onChange((online) => online && this.#soon());
    this.#stay = options.tabs.onLeave(() => void this.#tell());
  }

  /** Takes up what the last opening could not tell. */
  async start(): Promise<void> {
    for (const [rootId, seq] of Object.entries((await this.#options.kept.load()) ?? {})) this.mark(rootId, seq);
  }

  /** The person has read a thread up to `seq`; less than before changes nothing. */
  mark(rootId: Id, seq: number): void {
    if ((this.#marks.get(rootId) ?? 0) >= seq) return;
    this.#marks.set(rootId, seq);
    this.#keep();
    this.#soon();
  }

  /** Idempotent. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#closing.abort();
    this.#leaveNetwork();
    this.#stay();
    this.#cancel?.();
    this.#retry.cancel();
    await this.#options.kept.close(how);
  }

  #soon(): void {
    if (this.#closing.signal.aborted || this.#marks.size === 0) return;
    this.#cancel ??= this.#options.platform.after(tellEveryMs, () => {
      this.#cancel = null;
      void this.#tell();
    });
  }

  async #tell(): Promise<void> {
    const { platform, send, network } = this.#options;
    const { signal } = this.#closing;
    if (this.#isTelling || !network.online()) return;
    this.#isTelling = true;
    for (const [rootId, seq] of this.#marks) {
      try {
        await within({ platform, ms: requestTimeoutMs, signal }, (ended) => send({ rootId, seq }, ended));
        this.#retry.succeeded();
        this.#drop(rootId, seq);
      } catch (error) {
        if (signal.aborted) break;
        const { policy, retryAfterMs } = classify(error);
        if (policy === 'permanent') this.#drop(rootId, seq);
        else {
          this.#retry.later(() => void this.#tell(), retryAfterMs);
          break;
        }
      }
    }
    this.#isTelling = false;
  }

  #drop(rootId: Id, seq: number): void {
    if (this.#marks.get(rootId) === seq) this.#marks.delete(rootId);
    // Read on meanwhile: told of in its turn.
    else this.#soon();
    this.#keep();
  }

  #keep(): void {
    this.#options.kept.save(Object.fromEntries(this.#marks));
  }
}

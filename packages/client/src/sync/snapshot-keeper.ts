import type { Id } from '@nova/contract';
import type { Platform } from '../platform.ts';
import type { ReplicaState } from '../replica/state.ts';
import { snapshotOf } from '../replica/state.ts';
import type { Report } from '../report.ts';
import type { DeviceStore } from '../store/device-store.ts';

export interface SnapshotKeeperOptions {
  readonly account: Id;
  readonly conversationId: Id;
  readonly store: Pick<DeviceStore, 'saveSnapshot' | 'removeSnapshot'>;
  readonly platform: Platform;
  readonly report?: Report;
}

/** How long a change may be only in memory: a crash costs catching up on it, never a message. */
const saveDelayMs = 1_000;

/** Keeps the device's copy of one replica close behind it; failing to is reported and harms nothing else. */
export class SnapshotKeeper {
  readonly #options: SnapshotKeeperOptions;
  #latest: ReplicaState | null = null;
  /** Whether what is kept next is of another run of the log than what the device has. */
  #isReplaced = false;
  #cancel: (() => void) | null = null;
  #last: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: SnapshotKeeperOptions) {
    this.#options = options;
  }

  /** Saves soon; `now` when a text must leave the device; `replaced` when the replica does not follow from the one before. */
  keep(state: ReplicaState, when: 'soon' | 'now' | 'replaced'): void {
    if (this.#isClosed) return;
    this.#latest = state;
    this.#isReplaced ||= when === 'replaced';
    if (when !== 'soon') void this.flush();
    else this.#cancel ??= this.#options.platform.after(saveDelayMs, () => void this.flush());
  }

  /** Resolves when the device holds the newest state it was given. Never rejects. */
  flush(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    const state = this.#latest;
    this.#latest = null;
    if (!state) return this.#last;
    const { account, platform, store } = this.#options;
    return this.#write(async () => {
      await store.saveSnapshot(account, snapshotOf(state, platform.nowMs()), this.#isReplaced ? 'replace' : 'advance');
      this.#isReplaced = false;
    });
  }

  /** Takes the copy off the device. */
  remove(): Promise<void> {
    this.#cancel?.();
    this.#cancel = null;
    this.#latest = null;
    const { account, conversationId, store } = this.#options;
    return this.#write(() => store.removeSnapshot(account, conversationId));
  }

  /** Saves what is left (`forget`: drops it; `erase`: takes all off the device) and never writes again. */
  async close(how: 'keep' | 'forget' | 'erase'): Promise<void> {
    this.#isClosed = true;
    if (how === 'forget') this.#latest = null;
    await (how === 'erase' ? this.remove() : this.flush());
  }

  #write(step: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(step).catch((error: unknown) => {
      this.#options.report?.({ type: 'storageFailed', what: 'snapshot', error });
    });
    return this.#last;
  }
}

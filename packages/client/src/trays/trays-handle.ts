import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { TrayFile } from './trays.ts';

/** The files that go with what is being written in one place. */
export interface Tray {
  /** Never changed, only replaced. */
  readonly files: readonly TrayFile[];
  set(files: readonly TrayFile[]): void;
  subscribe(listener: () => void): () => void;
}

const none: readonly TrayFile[] = [];
const nothing: ReadonlyMap<string, readonly TrayFile[]> = new Map();

/**
 * The files that the signed-in person has picked and not sent: on the device until they are sent or taken out again, the
 * same in all its tabs, gone with signing out. Named by `Talkable.draftKey`.
 */
export class TraysHandle {
  readonly #source: AccountSource;
  readonly #follower: Follower;
  readonly #trays = new Map<string, Tray>();
  readonly #watcher: Follower;

  constructor(source: AccountSource) {
    this.#source = source;
    this.#follower = new Follower(source, (account, listener) => account.trays.subscribe(listener));
    this.#watcher = new Follower(source, (account, listener) => account.trays.watch(listener));
  }

  /** Those that hold something, by their keys; the same map until one changes. Empty until the device was read. */
  get all(): ReadonlyMap<string, readonly TrayFile[]> {
    return this.#source.account?.trays.here?.all ?? nothing;
  }

  /** Calls back after each change; has the device read. */
  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }

  /** Likewise, for whoever shows no more than what has been read already. */
  watch(listener: () => void): () => void {
    return this.#watcher.subscribe(listener);
  }

  /** Always the same for a place; it follows whoever is signed in. */
  at(key: string): Tray {
    const known = this.#trays.get(key);
    if (known) return known;
    const here = (): readonly TrayFile[] => this.#source.account?.trays.here?.files(key) ?? none;
    const tray: Tray = {
      get files() {
        return here();
      },
      set: (files) => {
        const trays = this.#source.account?.trays;
        // At once where it can be: what is typed must be there when it is drawn next.
        if (trays?.here) trays.here.set(key, files);
        else
          trays?.get().then(
            (loaded) => loaded.set(key, files),
            () => {},
          );
      },
      subscribe: (listener) => this.#follower.subscribe(listener),
    };
    this.#trays.set(key, tray);
    return tray;
  }
}

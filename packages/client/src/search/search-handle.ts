import type { AccountSource } from '../conversation-handle.ts';
import type { Network } from '../network.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { DeviceMatch, DeviceQuery } from './device-search.ts';
import type { SearchAnswer, SearchQuery } from './search.ts';

/** Searches remembered on the device. */
const recentMax = 10;

/** Looks for messages, and remembers for what. */
export class SearchHandle {
  readonly #source: AccountSource;
  readonly #store: DeviceStore;
  readonly #network: Network;
  /** Changes of what is remembered follow one another. */
  #last: Promise<unknown> = Promise.resolve();

  constructor({ source, store, network }: { source: AccountSource; store: DeviceStore; network: Network }) {
    this.#source = source;
    this.#store = store;
    this.#network = network;
  }

  /**
   * A page of what is found: by the server, or, while there is no way to it, in what this device keeps. Idempotent.
   * @throws what `classify` reads; also when a page that follows another cannot be asked for.
   */
  async find(query: SearchQuery, signal?: AbortSignal): Promise<SearchAnswer> {
    // Nobody searches before the first picture.
    const [account, { findMessages }] = await Promise.all([this.#source.ready(), import('./search.ts')]);
    return findMessages({ account, store: this.#store, network: this.#network }, query, signal);
  }

  /** Looks through the messages that this device keeps: the newest 200 of the 50 conversations seen last. */
  async onDevice(query: DeviceQuery): Promise<readonly DeviceMatch[]> {
    const [account, { findOnDevice }] = await Promise.all([this.#source.ready(), import('./search.ts')]);
    return findOnDevice({ account, store: this.#store }, query);
  }

  /** What the signed-in person looked for last on this device, the newest first; gone with signing out (O8). */
  recent(): Promise<readonly string[]> {
    return this.#change((known) => known);
  }

  /** Once, however often it was looked for. Nothing is remembered of nothing. */
  remember(text: string): Promise<readonly string[]> {
    const said = text.trim();
    return this.#change((known) =>
      said === '' ? known : [said, ...known.filter((one) => one !== said)].slice(0, recentMax),
    );
  }

  /** One of them, or all. */
  forget(text?: string): Promise<readonly string[]> {
    return this.#change((known) => (text === undefined ? [] : known.filter((one) => one !== text)));
  }

  #change(change: (known: readonly string[]) => readonly string[]): Promise<readonly string[]> {
    const next = this.#last.then(async () => {
      const { searches } = await this.#source.ready();
      const known = (await searches.load()) ?? [];
      const changed = change(known);
      if (changed === known) return known;
      searches.save(changed);
      await searches.flush();
      return changed;
    });
    this.#last = next.catch(() => null);
    return next;
  }
}

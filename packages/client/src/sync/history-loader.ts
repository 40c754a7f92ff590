import type { Message } from '@nova/contract';
import type { PageArrival } from '../replica/page.ts';
import { mergePage } from '../replica/page.ts';
import type { ReplicaState } from '../replica/state.ts';
import { shown } from '../replica/state.ts';
import type { PageLoader, PagePlace } from './page-loader.ts';

export interface HistoryLoaderOptions {
  readonly pages: PageLoader;
  readonly replica: () => ReplicaState | null;
  /** Resolves when there is a replica, or nothing to wait for. */
  readonly begun: () => Promise<void>;
  /** A page was merged; `messages` is what it told. */
  readonly take: (state: ReplicaState, messages: readonly Message[]) => void;
}

/** Leads through the history of a conversation, a page at a time, beside its moving log. */
export class HistoryLoader {
  readonly #options: HistoryLoaderOptions;

  constructor(options: HistoryLoaderOptions) {
    this.#options = options;
  }

  /** One page further up. Resolves to whether there may be more. @throws what the server refused it with. */
  async loadOlder(): Promise<boolean> {
    const place = this.#shown();
    const first = place?.messages[0];
    if (!first || !place?.hasMoreBefore) return false;
    await this.#load('older', { before: first.seq });
    return this.#shown()?.hasMoreBefore ?? false;
  }

  /** One page further down, while a detached place is shown. Resolves to whether there is more. */
  async loadNewer(): Promise<boolean> {
    const last = this.#options.replica()?.detached?.messages.at(-1);
    if (!last) return false;
    await this.#load('newer', { after: last.seq });
    return this.#shown()?.hasMoreAfter ?? false;
  }

  /** Shows the place of `seq`, wherever in history it is; also when that is asked for before anything is here. */
  async loadAround(seq: number): Promise<void> {
    await this.#options.begun();
    const isShown = await this.#load('around', { around: seq });
    // Replaced while the page was under way, the replica needs another one.
    if (!isShown) await this.#load('around', { around: seq });
  }

  #shown(): ReturnType<typeof shown> | null {
    const replica = this.#options.replica();
    return replica && shown(replica);
  }

  /** Resolves to whether the page was of any use. */
  async #load(where: PageArrival['where'], place: PagePlace): Promise<boolean> {
    const { pages, replica, take } = this.#options;
    const asked = replica();
    if (!asked) return false;
    const arrival = await pages.load(where, { place, asOfSeq: asked.asOfSeq });
    const now = replica();
    if (!arrival || !now) return false;
    take(mergePage(now, arrival), arrival.page.messages);
    return true;
  }
}

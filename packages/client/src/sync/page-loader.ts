import type { ListOutput, NovaEvent } from '@nova/contract';
import type { PageArrival } from '../replica/page.ts';
import type { PageRequest } from '../transport.ts';

/** Where in a conversation a page lies; nowhere in particular is the newest one. */
export type PagePlace = Omit<PageRequest, 'conversationId' | 'limit'>;

/** Loads pages of history beside a moving log: remembers what was applied while each was under way. */
export class PageLoader {
  readonly #list: (place: PagePlace) => Promise<ListOutput>;
  readonly #journals = new Set<NovaEvent[]>();

  constructor(list: (place: PagePlace) => Promise<ListOutput>) {
    this.#list = list;
  }

  /** To be told of each event as it is applied. */
  note(event: NovaEvent): void {
    for (const journal of this.#journals) journal.push(event);
  }

  /** The replica was replaced: pages under way belong to another run of the log. */
  drop(): void {
    this.#journals.clear();
  }

  /** `null` when the page is of no use: dropped meanwhile, or older than `asOfSeq`, so that it cannot be brought forward. */
  async load(where: PageArrival['where'], of: { place: PagePlace; asOfSeq: number }): Promise<PageArrival | null> {
    const since: NovaEvent[] = [];
    this.#journals.add(since);
    try {
      const page = await this.#list(of.place);
      return this.#journals.has(since) && page.asOfSeq >= of.asOfSeq
        ? { where, page, since, edge: of.place.before ?? of.place.after ?? 0 }
        : null;
    } finally {
      this.#journals.delete(since);
    }
  }
}

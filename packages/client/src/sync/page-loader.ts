import type { ListOutput, NovaEvent } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import type { PageArrival } from '../replica/page.ts';
import type { PageRequest } from '../transport.ts';
import type { ConversationSyncOptions } from './sync-options.ts';

/** Where in a conversation a page lies; nowhere in particular is the newest one. */
export type PagePlace = Omit<PageRequest, 'conversationId' | 'limit'>;

/** Asks for pages of one conversation, until `signal` aborts. */
export function listing(
  options: Pick<ConversationSyncOptions, 'conversationId' | 'transport' | 'platform' | 'pageSize' | 'requestTimeoutMs'>,
  signal: AbortSignal,
): (place: PagePlace) => Promise<ListOutput> {
  const { conversationId, transport, platform, pageSize = 50, requestTimeoutMs: ms = requestTimeoutMs } = options;
  return (place) =>
    within({ platform, ms, signal }, (ended) => transport.list({ conversationId, ...place, limit: pageSize }, ended));
}

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
    const arrived = await this.beside(() => this.#list(of.place), of.asOfSeq);
    return arrived && { where, ...arrived, edge: of.place.before ?? of.place.after ?? 0 };
  }

  /** Any page that is true at one `seq`, and what was applied meanwhile; `null` as above. */
  async beside<Page extends { readonly asOfSeq: number }>(
    ask: () => Promise<Page>,
    asOfSeq: number,
  ): Promise<{ readonly page: Page; readonly since: readonly NovaEvent[] } | null> {
    const since: NovaEvent[] = [];
    this.#journals.add(since);
    try {
      const page = await ask();
      return this.#journals.has(since) && page.asOfSeq >= asOfSeq ? { page, since } : null;
    } finally {
      this.#journals.delete(since);
    }
  }
}

import type { Id, NovaEvent, Quote } from '@nova/contract';
import { limits } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import { Retry } from '../sync/retry.ts';

export interface QuotesOptions {
  /** Answers those that one may read; the others are missing. */
  readonly ask: (messageIds: Id[], signal: AbortSignal) => Promise<Quote[]>;
  readonly platform: Platform;
  readonly network: Network;
}

/** Ids asked for within this time travel together. */
const gatherMs = 20;
/** Quotes remembered; the ones asked for longest ago go first. */
const keptMax = 1_000;

/** Beginnings of messages that are not on the screen but quoted there: looked up when asked for, kept true by the log. */
export class Quotes {
  readonly #options: QuotesOptions;
  readonly #listeners = new Listeners();
  readonly #retry: Retry;
  readonly #known = new Map<Id, Quote | 'missing'>();
  readonly #wanted = new Set<Id>();
  /** Changed while they were asked for: the answer may be older than the change. */
  readonly #doubtful = new Set<Id>();
  readonly #closing = new AbortController();
  readonly #leaveNetwork: () => void;
  #cancel: (() => void) | null = null;
  #isAsking = false;

  constructor(options: QuotesOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
    this.#leaveNetwork = options.network.onChange((online) => online && this.#soon());
  }

  /** Called after any quote changed. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** The same object until it changes; `null` while it is not known, `missing` when one may not read it. Asking makes it known. */
  get(messageId: Id): Quote | 'missing' | null {
    const known = this.#known.get(messageId);
    if (known !== undefined) return known;
    this.#wanted.add(messageId);
    this.#soon();
    return null;
  }

  /** What the log tells of a message: a deleted text goes at once (X1). */
  note(event: NovaEvent): void {
    if (event.type !== 'message.edited' && event.type !== 'message.deleted') return;
    const { messageId } = event;
    if (this.#wanted.has(messageId)) this.#doubtful.add(messageId);
    const known = this.#known.get(messageId);
    if (known === undefined || known === 'missing') return;
    const next =
      event.type === 'message.deleted'
        ? { ...known, body: null }
        : { ...known, version: event.version, body: event.body?.slice(0, limits.quoteChars) ?? null };
    if (next.version < known.version || known.body === null) return;
    this.#known.set(messageId, next);
    this.#listeners.tell();
  }

  /** The log of a conversation is not followed any more: what is known of it may become old. */
  forget(conversationId: Id): void {
    for (const [id, quote] of this.#known)
      if (quote === 'missing' || quote.conversationId === conversationId) this.#known.delete(id);
  }

  /** Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#leaveNetwork();
    this.#cancel?.();
    this.#retry.cancel();
    this.#listeners.clear();
  }

  #soon(): void {
    if (this.#closing.signal.aborted) return;
    this.#cancel ??= this.#options.platform.after(gatherMs, () => {
      this.#cancel = null;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const { network, platform, ask } = this.#options;
    const { signal } = this.#closing;
    if (this.#isAsking || !network.online() || this.#wanted.size === 0) return;
    this.#isAsking = true;
    const ids = [...this.#wanted].slice(0, limits.quotesMax);
    try {
      const quotes = await within({ platform, ms: requestTimeoutMs, signal }, (ended) => ask(ids, ended));
      this.#retry.succeeded();
      const found = new Map(quotes.map((quote) => [quote.id, quote]));
      for (const id of ids) {
        if (this.#doubtful.delete(id)) continue;
        this.#wanted.delete(id);
        this.#known.set(id, found.get(id) ?? 'missing');
      }
      for (const id of [...this.#known.keys()].slice(0, -keptMax)) this.#known.delete(id);
      this.#listeners.tell();
    } catch (error) {
      const { policy, retryAfterMs } = classify(error);
      if (policy === 'permanent') for (const id of ids) this.#wanted.delete(id);
      else if (!signal.aborted) this.#retry.later(() => void this.#ask(), retryAfterMs);
    }
    this.#isAsking = false;
    if (this.#wanted.size > 0 && !this.#retry.isWaiting) this.#soon();
  }
}

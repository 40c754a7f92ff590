import type { ConversationDetail, Id, NovaEvent, UserProfile } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import type { Cause } from '../outbox/classification.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import { Retry } from '../sync/retry.ts';

/** A conversation's members and settings. `failure` says why there is nothing, or nothing newer. */
export interface DetailView {
  readonly detail: ConversationDetail | null;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly failure: Cause | null;
}

export const unknownDetail: DetailView = { detail: null, status: 'loading', failure: null };

export interface DetailsOptions {
  readonly get: (conversationId: Id, signal: AbortSignal) => Promise<ConversationDetail>;
  readonly platform: Platform;
  readonly network: Network;
  readonly onPeople: (profiles: readonly UserProfile[]) => void;
}

interface Watched {
  view: DetailView;
  readonly listeners: Listeners;
  readonly retry: Retry;
  isAsking: boolean;
  isStale: boolean;
}

/** News within this time are one. */
const gatherMs = 100;

/** Who is in which conversation and as what: loaded when somebody looks, and again when its log says that it changed. */
export class Details {
  readonly #options: DetailsOptions;
  readonly #watched = new Map<Id, Watched>();
  readonly #closing = new AbortController();
  readonly #leaveNetwork: () => void;

  constructor(options: DetailsOptions) {
    this.#options = options;
    this.#leaveNetwork = options.network.onChange((online) => {
      if (online) for (const id of this.#watched.keys()) this.stale(id);
    });
  }

  /** The same object until it changes. */
  view(conversationId: Id): DetailView {
    return this.#watched.get(conversationId)?.view ?? unknownDetail;
  }

  /** Loads it, and keeps it true while somebody listens; then it is kept as it was. */
  subscribe(conversationId: Id, listener: () => void): () => void {
    const known = this.#watched.get(conversationId) ?? {
      view: unknownDetail,
      listeners: new Listeners(),
      retry: new Retry(this.#options.platform),
      isAsking: false,
      isStale: true,
    };
    this.#watched.set(conversationId, known);
    const leave = known.listeners.add(listener);
    if (known.listeners.size === 1) void this.#ask(conversationId, known);
    return () => {
      leave();
      if (known.listeners.size === 0) known.retry.cancel();
    };
  }

  /** Something of the log that may matter here. */
  note(event: NovaEvent): void {
    if (event.type.startsWith('member.') || event.type === 'conversation.updated') this.stale(event.conversationId);
  }

  /** What is known may be old: asked for again, at once if somebody looks. */
  stale(conversationId: Id): void {
    const watched = this.#watched.get(conversationId);
    if (!watched) return;
    watched.isStale = true;
    if (watched.listeners.size === 0 || watched.isAsking) return;
    watched.retry.cancel();
    this.#options.platform.after(gatherMs, () => void this.#ask(conversationId, watched));
  }

  /** Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#leaveNetwork();
    for (const { retry, listeners } of this.#watched.values()) {
      retry.cancel();
      listeners.clear();
    }
    this.#watched.clear();
  }

  async #ask(conversationId: Id, watched: Watched): Promise<void> {
    const { signal } = this.#closing;
    if (watched.isAsking || signal.aborted || watched.listeners.size === 0 || !watched.isStale) return;
    watched.isAsking = true;
    watched.isStale = false;
    const { platform, get, onPeople } = this.#options;
    try {
      const detail = await within({ platform, ms: requestTimeoutMs, signal }, (ended) => get(conversationId, ended));
      watched.retry.succeeded();
      onPeople(detail.members.map(({ user }) => user));
      this.#show(watched, { detail, status: 'ready', failure: null });
    } catch (error) {
      if (signal.aborted) return;
      watched.isStale = true;
      const { policy, cause, retryAfterMs } = classify(error);
      if (policy === 'retry') watched.retry.later(() => void this.#ask(conversationId, watched), retryAfterMs);
      this.#show(watched, { ...watched.view, status: 'failed', failure: cause });
    } finally {
      watched.isAsking = false;
    }
    // What changed while it was under way may not be in it.
    if (watched.isStale && !watched.retry.isWaiting && watched.view.status === 'ready') this.stale(conversationId);
  }

  #show(watched: Watched, view: DetailView): void {
    watched.view = view;
    watched.listeners.tell();
  }
}

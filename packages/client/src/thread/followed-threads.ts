import type { FollowedThread, ListThreadsOutput } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { Listeners } from '../listeners.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import type { Kept } from '../store/kept.ts';
import { Retry } from '../sync/retry.ts';
import type { Standing } from '../sync/status.ts';

/** The threads one follows: those with something unread first. Never changed, only replaced. */
export interface FollowedThreadsView extends Standing {
  readonly threads: readonly FollowedThread[];
  readonly hasMore: boolean;
}

export const emptyThreads: FollowedThreadsView = { threads: [], hasMore: false, status: 'loading', failure: null };

export interface FollowedThreadsOptions {
  readonly ask: (input: { after?: string }, signal: AbortSignal) => Promise<ListThreadsOutput>;
  readonly platform: Platform;
  /** Whenever something happened in any conversation, or one has read on somewhere. */
  readonly onNews: (listener: () => void) => () => void;
  readonly kept: Kept<readonly FollowedThread[]>;
}

/** News within this time are one. */
const gatherMs = 400;

/** The threads one follows, as the server computes them from the log: asked for again when there is news, while somebody listens. */
export class FollowedThreads {
  readonly #options: FollowedThreadsOptions;
  readonly #listeners = new Listeners();
  readonly #retry: Retry;
  readonly #closing = new AbortController();
  #view = emptyThreads;
  #next: string | null = null;
  #leaveNews: (() => void) | null = null;
  #cancel: (() => void) | null = null;
  #isAsking = false;
  #isStale = false;

  constructor(options: FollowedThreadsOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
  }

  /** The same object until something changes. */
  get view(): FollowedThreadsView {
    return this.#view;
  }

  /** The first listener asks for it, and for as long as there is one it is kept up to date. */
  subscribe(listener: () => void): () => void {
    const leave = this.#listeners.add(listener);
    if (!this.#leaveNews) {
      this.#leaveNews = this.#options.onNews(() => this.#soon());
      void this.#begin();
    }
    return () => {
      leave();
      if (this.#listeners.size > 0) return;
      this.#leaveNews?.();
      this.#leaveNews = null;
      this.#cancel?.();
      this.#cancel = null;
      this.#retry.cancel();
    };
  }

  /** One page more; of threads that are there already nothing is shown twice. @throws what the server refused it with. */
  async loadMore(): Promise<void> {
    const after = this.#next;
    if (after === null) return;
    const page = await this.#ask({ after });
    if (this.#next !== after) return;
    const known = new Set(this.#view.threads.map(({ root }) => root.id));
    this.#next = page.next;
    this.#show({ threads: [...this.#view.threads, ...page.threads.filter(({ root }) => !known.has(root.id))] });
  }

  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#closing.abort();
    this.#leaveNews?.();
    this.#cancel?.();
    this.#retry.cancel();
    this.#listeners.clear();
    await this.#options.kept.close(how);
  }

  async #begin(): Promise<void> {
    const kept = await this.#options.kept.load();
    if (kept && this.#view.status === 'loading') this.#show({ threads: kept, status: 'resuming' });
    await this.#refresh();
  }

  #soon(): void {
    this.#cancel ??= this.#options.platform.after(gatherMs, () => {
      this.#cancel = null;
      void this.#refresh();
    });
  }

  async #refresh(): Promise<void> {
    this.#isStale = true;
    if (this.#isAsking || this.#closing.signal.aborted) return;
    this.#isAsking = true;
    this.#isStale = false;
    try {
      const { threads, next } = await this.#ask({});
      this.#retry.succeeded();
      this.#next = next;
      this.#options.kept.save(threads);
      this.#show({ threads, status: 'live', failure: null });
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      const { policy, cause, retryAfterMs } = classify(error);
      if (policy === 'retry') {
        this.#retry.later(() => void this.#refresh(), retryAfterMs);
        this.#show({ status: this.#view.threads.length > 0 ? 'offline' : 'loading' });
      } else this.#show({ status: 'failed', failure: cause });
    } finally {
      this.#isAsking = false;
    }
    if (this.#isStale && !this.#retry.isWaiting) this.#soon();
  }

  #ask(input: { after?: string }): Promise<ListThreadsOutput> {
    const { platform, ask } = this.#options;
    return within({ platform, ms: requestTimeoutMs, signal: this.#closing.signal }, (signal) => ask(input, signal));
  }

  #show(change: Partial<FollowedThreadsView>): void {
    this.#view = { ...this.#view, ...change, hasMore: this.#next !== null };
    this.#listeners.tell();
  }
}

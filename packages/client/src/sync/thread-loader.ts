import type { Id, NovaEvent, ThreadOutput, ThreadPlace } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { classify } from '../outbox/classification.ts';
import { mergeThread } from '../replica/page.ts';
import type { ReplicaState } from '../replica/state.ts';
import type { ThreadRequest } from '../transport.ts';
import type { PageLoader } from './page-loader.ts';
import { Retry } from './retry.ts';
import type { ConversationSyncOptions } from './sync-options.ts';
import type { Standing } from './status.ts';

export interface ThreadLoaderOptions {
  readonly sync: Pick<ConversationSyncOptions, 'transport' | 'platform' | 'network' | 'self' | 'requestTimeoutMs'>;
  readonly pages: PageLoader;
  readonly replica: () => ReplicaState | null;
  /** A page was merged; `page` is what it told. */
  readonly take: (state: ReplicaState, page: ThreadOutput) => void;
  /** Something beside the replica changed: a standing, a place. */
  readonly changed: () => void;
}

/** How a thread on the screen stands, and one's place in it as far as it is known. */
export interface ThreadStanding extends Standing {
  readonly place: ThreadPlace | null;
}

interface Opened {
  holders: number;
  standing: ThreadStanding;
  isAsking: boolean;
  readonly retry: Retry;
}

const unopened: ThreadStanding = { status: 'loading', failure: null, place: null };

/** Loads the threads that are on the screen into the replica, again when it was replaced; the log keeps them true from then on. */
export class ThreadLoader {
  readonly #options: ThreadLoaderOptions;
  readonly #opened = new Map<Id, Opened>();
  readonly #closing = new AbortController();
  #revision = 0;

  constructor(options: ThreadLoaderOptions) {
    this.#options = options;
  }

  /** Rises whenever a standing or a place changes. */
  get revision(): number {
    return this.#revision;
  }

  standing(rootId: Id): ThreadStanding {
    return this.#opened.get(rootId)?.standing ?? unopened;
  }

  /** Loads a thread and keeps it loaded until the returned function is called (idempotent). */
  open(rootId: Id): () => void {
    const known = this.#opened.get(rootId);
    const opened = known ?? {
      holders: 0,
      standing: unopened,
      isAsking: false,
      retry: new Retry(this.#options.sync.platform),
    };
    opened.holders++;
    this.#opened.set(rootId, opened);
    if (!known) void this.#load(rootId, opened);
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      if (--opened.holders > 0) return;
      opened.retry.cancel();
      this.#opened.delete(rootId);
    };
  }

  /** The replica is another one, or there is a way to the server again. */
  refresh(): void {
    for (const [rootId, opened] of this.#opened) {
      opened.retry.cancel();
      void this.#load(rootId, opened);
    }
  }

  /** One's own reply makes one follow (T4). */
  note(event: NovaEvent): void {
    if (event.type !== 'message.created' || event.threadRootId === null || event.senderId !== this.#options.sync.self)
      return;
    this.placed(event.threadRootId, { following: true });
  }

  /** What is known of one's place now. */
  placed(rootId: Id, change: Partial<ThreadPlace>): void {
    const opened = this.#opened.get(rootId);
    if (!opened) return;
    const before = opened.standing.place ?? { following: false, readSeq: 0 };
    const readSeq = Math.max(before.readSeq, change.readSeq ?? 0);
    const place = { following: change.following ?? before.following, readSeq };
    if (place.following === before.following && readSeq === before.readSeq && opened.standing.place) return;
    this.#stand(opened, { place });
  }

  /** One page further up. Resolves to whether there may be more. @throws what the server refused it with. */
  async loadOlder(rootId: Id): Promise<boolean> {
    const { pages, replica, take } = this.#options;
    const thread = replica()?.threads.get(rootId);
    const edge = thread?.messages[0]?.seq;
    if (edge === undefined || !thread?.hasMoreBefore) return false;
    const arrived = await pages.beside(() => this.#ask({ rootId, before: edge }), replica()?.asOfSeq ?? 0);
    const state = replica();
    if (arrived && state) take(mergeThread(state, { rootId, edge, ...arrived }), arrived.page);
    return replica()?.threads.get(rootId)?.hasMoreBefore ?? false;
  }

  close(): void {
    this.#closing.abort();
    for (const { retry } of this.#opened.values()) retry.cancel();
    this.#opened.clear();
  }

  async #load(rootId: Id, opened: Opened): Promise<void> {
    const { pages, replica, take, sync } = this.#options;
    const state = replica();
    if (opened.isAsking || !state || this.#closing.signal.aborted) return;
    opened.isAsking = true;
    const isHere = state.threads.get(rootId)?.root != null;
    this.#stand(opened, { status: isHere ? 'live' : 'loading', failure: null });
    try {
      const arrived = await pages.beside(() => this.#ask({ rootId }), state.asOfSeq);
      const now = replica();
      if (arrived && now) {
        opened.retry.succeeded();
        take(mergeThread(now, { rootId, edge: null, ...arrived }), arrived.page);
        this.#stand(opened, { status: 'live', failure: null, place: arrived.page.place });
      } else opened.retry.later(() => void this.#load(rootId, opened), 0);
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      const { policy, cause, retryAfterMs } = classify(error);
      if (policy === 'retry') {
        this.#stand(opened, { status: sync.network.online() ? (isHere ? 'live' : 'loading') : 'offline' });
        opened.retry.later(() => void this.#load(rootId, opened), retryAfterMs);
      } else this.#stand(opened, { status: 'failed', failure: cause });
    } finally {
      opened.isAsking = false;
    }
  }

  #ask(request: ThreadRequest): Promise<ThreadOutput> {
    const { transport, platform, requestTimeoutMs: ms = requestTimeoutMs } = this.#options.sync;
    return within({ platform, ms, signal: this.#closing.signal }, (signal) => transport.thread(request, signal));
  }

  #stand(opened: Opened, change: Partial<ThreadStanding>): void {
    opened.standing = { ...opened.standing, ...change };
    this.#revision++;
    this.#options.changed();
  }
}

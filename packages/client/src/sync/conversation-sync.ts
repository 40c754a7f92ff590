import type { ListOutput, LogItem, Message, NovaEvent } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import { classify } from '../outbox/classification.ts';
import type { Applied } from '../replica/apply.ts';
import type { ReplicaState } from '../replica/state.ts';
import { isSameLog, replicaOfPage, replicaOfSnapshot } from '../replica/state.ts';
import { keptAroundSeq } from '../replica/window.ts';
import type { Incident } from '../report.ts';
import type { Snapshot } from '../store/device-store.ts';
import { appliedByEnding, appliedByEvent, appliedByPage } from './applied-news.ts';
import { HistoryLoader } from './history-loader.ts';
import { Intake } from './intake.ts';
import { listing, PageLoader } from './page-loader.ts';
import { Retry } from './retry.ts';
import { ThreadLoader } from './thread-loader.ts';
import { SnapshotKeeper } from './snapshot-keeper.ts';
import type { Standing } from './status.ts';
import type { ConversationSyncOptions } from './sync-options.ts';

/**
 * Keeps one conversation's replica true. Events are applied in order only: one that is not next is held and the hole
 * fetched from the last good cursor; when that does not close it, a page with its own `asOfSeq` replaces the replica,
 * which always moves on (D10). A `reset` does the same (D5). What is on the screen stays until its replacement is here.
 */
export class ConversationSync {
  readonly #options: ConversationSyncOptions;
  readonly #listeners: Listeners;
  readonly #intake = new Intake();
  readonly #closing = new AbortController();
  readonly #keeper: SnapshotKeeper;
  readonly #pages: PageLoader;
  readonly #list: ReturnType<typeof listing>;
  readonly #retry: Retry;
  /** The way to what was said before. */
  readonly history: HistoryLoader;
  /** The threads on the screen. */
  readonly threads: ThreadLoader;
  #replica: ReplicaState | null = null;
  #standing: Standing = { status: 'loading', failure: null };
  /** Rises with each following or reloading: what belongs to an earlier one is ignored. */
  #turn = 0;
  #unfollow: () => void = () => {};
  #leaveNetwork: () => void = () => {};

  constructor(options: ConversationSyncOptions) {
    this.#options = options;
    this.#listeners = new Listeners(options.report);
    this.#retry = new Retry(options.platform);
    this.#list = listing(options, this.#closing.signal);
    this.#pages = new PageLoader(this.#list);
    this.history = new HistoryLoader({
      pages: this.#pages,
      replica: () => this.#replica,
      begun: () => this.#begun(),
      take: (state, messages) => this.#taken(state, messages),
    });
    this.threads = new ThreadLoader({
      sync: options,
      pages: this.#pages,
      replica: () => this.#replica,
      take: (state, page) => this.#taken(state, [page.root, ...page.messages]),
      changed: () => this.#listeners.tell(),
    });
    this.#keeper = new SnapshotKeeper({ ...options, account: options.self });
  }

  /** `null` until a snapshot or a page is here. */
  get replica(): ReplicaState | null {
    return this.#replica;
  }

  get standing(): Standing {
    return this.#standing;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Shows what the device has and goes on from there; without it, begins to load a page. Never rejects. Call once. */
  async start(): Promise<void> {
    const { self, network, snapshot: known } = this.#options;
    this.#leaveNetwork = network.onChange((online) => this.#onNetwork(online));
    // What is known is shown in this very step.
    const snapshot = known === undefined ? await this.#read() : known;
    if (this.#closing.signal.aborted) return;
    if (!snapshot) return void this.#reload();
    this.#replica = replicaOfSnapshot(self, snapshot);
    this.#options.onApplied?.(appliedByPage(this.#replica, snapshot.messages));
    this.#follow();
  }

  /** Resolves when the device holds what the replica has now, or has failed to (which is reported). */
  save(): Promise<void> {
    return this.#keeper.flush();
  }

  /** Tries again after `failed` or `ended`; harmless otherwise. */
  resume(): void {
    if (this.#closing.signal.aborted || !(this.#standing.status === 'failed' || this.#standing.status === 'ended'))
      return;
    this.#retry.succeeded();
    if (this.#replica && !this.#replica.ended) this.#follow();
    else void this.#reload();
  }

  /** Stops following because of `error` (a lost session, say), as if the server had said it here; `resume()` goes on. */
  rest(error: unknown): void {
    if (!this.#closing.signal.aborted) this.#refused(error, () => this.#follow());
  }

  keepAround(seq: number): void {
    if (this.#replica) this.#set(keptAroundSeq(this.#replica, seq));
  }

  /** Back to the newest messages. */
  showLatest(): void {
    if (this.#replica?.detached) this.#set({ ...this.#replica, detached: null });
  }

  /**
   * Stops. `keep` leaves the newest state on the device; `forget` writes nothing more, as a crash would; `erase` takes
   * off what is there. Idempotent.
   */
  async close(how: 'keep' | 'forget' | 'erase' = 'keep'): Promise<void> {
    this.#closing.abort();
    this.#halt();
    this.#leaveNetwork();
    this.threads.close();
    this.#listeners.clear();
    await this.#keeper.close(how);
  }

  async #read(): Promise<Snapshot | null> {
    const { store, self, conversationId } = this.#options;
    try {
      return await store.loadSnapshot(self, conversationId);
    } catch (error) {
      this.#report({ type: 'storageFailed', what: 'snapshot', error });
      return null;
    }
  }

  #onNetwork(online: boolean): void {
    const { status } = this.#standing;
    if (!online) {
      if (status === 'live' || status === 'resuming') this.#stand('offline');
    } else if (this.#retry.isWaiting) this.#retry.now();
    // Nobody says whether the subscription outlived the pause: asking again from the cursor is right either way.
    else if (status === 'offline') this.#follow();
  }

  #halt(): void {
    this.#turn++;
    this.#unfollow();
    this.#unfollow = () => {};
    this.#retry.cancel();
  }

  #follow(): void {
    const replica = this.#replica;
    if (!replica) return;
    this.#halt();
    const turn = this.#turn;
    const isCurrent = (): boolean => turn === this.#turn;
    this.#stand(this.#options.network.online() ? 'resuming' : 'offline');
    const stop = this.#options.transport.follow(
      { conversationId: replica.conversationId, cursor: replica.cursor },
      {
        item: (cursor, item) => isCurrent() && this.#take(cursor, item),
        live: () => {
          if (isCurrent()) this.#stand('live');
          if (isCurrent()) this.threads.refresh();
        },
        interrupted: () => isCurrent() && this.#stand(this.#options.network.online() ? 'resuming' : 'offline'),
        ended: () => isCurrent() && this.#again(() => this.#follow(), 0),
        failed: (error) => isCurrent() && this.#refused(error, () => this.#follow()),
      },
    );
    if (isCurrent()) this.#unfollow = stop;
    else stop();
  }

  async #reload(): Promise<void> {
    const { conversationId, self, network } = this.#options;
    this.#halt();
    const turn = this.#turn;
    this.#stand(!this.#replica ? 'loading' : network.online() ? 'resuming' : 'offline');
    let page: ListOutput;
    try {
      page = await this.#list({});
    } catch (error) {
      if (turn === this.#turn) this.#refused(error, () => void this.#reload());
      return;
    }
    if (turn !== this.#turn) return;
    this.#intake.clear();
    this.#pages.drop();
    const replica = replicaOfPage({ conversationId, self }, page);
    const restarted = this.#replica !== null && !isSameLog(this.#replica, page);
    this.#set(replica, 'replaced');
    this.#options.onApplied?.({ ...appliedByPage(replica, page.messages), restarted });
    this.#follow();
  }

  #take(cursor: string, item: LogItem): void {
    this.#retry.succeeded();
    const replica = this.#replica;
    if (!replica) return;
    // An event of another run of the log is no next one, whatever its number (D9).
    if (item.type === 'reset' || !isSameLog(replica, { cursor })) {
      this.#report({ type: 'reload', conversationId: item.conversationId, why: 'reset' });
      void this.#reload();
      return;
    }
    const { conversationId, seq } = item;
    const { applied, hole } = this.#intake.take(replica, { cursor, event: item });
    for (const { event, result } of applied) this.#accept(event, result);
    if (hole === null) return;
    this.#report({ type: 'gap', conversationId, expectedSeq: replica.asOfSeq + 1, gotSeq: seq });
    if (hole === 'refetch') return this.#follow();
    this.#report({ type: 'reload', conversationId, why: 'gap' });
    void this.#reload();
  }

  #accept(event: NovaEvent, { outcome, state }: Applied): void {
    const { conversationId, seq } = event;
    if (outcome === 'unknown') this.#report({ type: 'unknownEvent', conversationId, seq });
    this.#pages.note(event);
    this.threads.note(event);
    this.#set(state, event.type === 'message.deleted' ? 'now' : 'soon');
    this.#options.onApplied?.(appliedByEvent(state, event));
    this.#options.onEvent?.(event);
    if (state.ended) this.#end(null);
  }

  /** The person is no member any more: nothing of the conversation stays on the device. */
  #end(failure: Standing['failure']): void {
    this.#halt();
    this.#stand('ended', failure);
    void this.#keeper.remove();
    this.#options.onApplied?.(appliedByEnding(this.#options.conversationId, this.#replica));
  }

  #refused(error: unknown, again: () => void): void {
    const verdict = classify(error);
    if (verdict.cause === 'BAD_CURSOR') {
      this.#report({ type: 'reload', conversationId: this.#options.conversationId, why: 'badCursor' });
      this.#again(() => void this.#reload(), 0);
    } else if (verdict.cause === 'NOT_A_MEMBER') {
      this.#end(verdict.cause);
    } else if (verdict.policy === 'retry') {
      this.#again(again, verdict.retryAfterMs);
    } else {
      this.#halt();
      this.#stand('failed', verdict.cause);
    }
  }

  #again(step: () => void, retryAfterMs: number): void {
    this.#halt();
    if (this.#replica) this.#stand(this.#options.network.online() ? 'resuming' : 'offline');
    this.#retry.later(step, retryAfterMs);
  }

  /** Resolves when there is a replica, or nothing to wait for. */
  async #begun(): Promise<void> {
    const { signal } = this.#closing;
    const isOver = (): boolean => this.#replica !== null || this.#standing.status !== 'loading' || signal.aborted;
    if (isOver()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const leave = this.#listeners.add(() => isOver() && resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    leave();
  }

  #taken(replica: ReplicaState, messages: readonly Message[]): void {
    this.#set(replica);
    this.#options.onApplied?.(appliedByPage(replica, messages));
  }

  #set(replica: ReplicaState, when: 'soon' | 'now' | 'replaced' = 'soon'): void {
    if (replica === this.#replica) return;
    this.#replica = replica;
    this.#keeper.keep(replica, when);
    this.#listeners.tell();
  }

  #stand(status: Standing['status'], failure: Standing['failure'] = null): void {
    if (this.#standing.status === status && this.#standing.failure === failure) return;
    this.#standing = { status, failure };
    this.#listeners.tell();
  }

  #report(incident: Incident): void {
    this.#options.report?.(incident);
  }
}

import type { ListDraftsOutput, SavedDraft, SetDraftInput, SetDraftOutput } from '@nova/contract';
import { limits } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import type { Network } from '../network.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import { Retry } from '../sync/retry.ts';
import type { DraftShelf, DraftSyncHand } from './drafts.ts';
import type { HeldDraft } from './held-draft.ts';
import { nothingHeld, placeOfDraft } from './held-draft.ts';
import { isUntold, met, taken, toldOf } from './meet-draft.ts';

export interface DraftSyncOptions {
  readonly shelf: DraftShelf;
  readonly platform: Platform;
  readonly network: Network;
  readonly save: (input: SetDraftInput, signal: AbortSignal) => Promise<SetDraftOutput>;
  readonly list: (input: { since?: string }, signal: AbortSignal) => Promise<ListDraftsOutput>;
}

/** The server is told this often at most while one writes; what another tab wrote, when that tab did not. */
const tellEveryMs = 1_000;
const tellForOthersMs = 5_000;

/**
 * Tells the server what is written, as soon as there is a way, and meets what other devices wrote (`met`). What the
 * server never heard of stays on the device until it has.
 */
export class DraftSync implements DraftSyncHand {
  readonly #options: DraftSyncOptions;
  /** The server will not have these as they are. */
  readonly #refused = new WeakSet<HeldDraft>();
  readonly #retry: Retry;
  readonly #closing = new AbortController();
  readonly #leaveNetwork: () => void;
  #cancel: (() => void) | null = null;
  /** What is to be asked for: everything, or what changed after the newest that is known. */
  #wanted: 'all' | 'news' | null = null;
  #newest: string | null = null;
  #hasAll = false;
  #isBusy = false;

  constructor(options: DraftSyncOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
    this.#leaveNetwork = options.network.onChange((online) => {
      if (!online) return;
      this.#retry.cancel();
      this.refresh('all');
    });
  }

  written(by: 'us' | 'others'): void {
    this.#soon(by === 'us' ? tellEveryMs : tellForOthersMs);
  }

  refresh(what: 'all' | 'news'): void {
    if (this.#wanted !== 'all') this.#wanted = this.#hasAll ? what : 'all';
    this.#soon(0);
  }

  /** Idempotent. */
  close(): void {
    this.#closing.abort();
    this.#leaveNetwork();
    this.#cancel?.();
    this.#retry.cancel();
  }

  #soon(delayMs: number): void {
    if (this.#closing.signal.aborted || this.#isBusy || this.#retry.isWaiting) return;
    if (delayMs === 0) this.#cancel?.();
    else if (this.#cancel) return;
    this.#cancel = this.#options.platform.after(delayMs, () => {
      this.#cancel = null;
      void this.#run();
    });
  }

  /** Asks, then tells, one at a time. */
  async #run(): Promise<void> {
    const { network, shelf } = this.#options;
    if (this.#isBusy || !network.online()) return;
    this.#isBusy = true;
    try {
      if (this.#wanted) await this.#ask(this.#wanted);
      for (const [key, held] of shelf.held) if (this.#isDue(held)) await this.#tell(key, held);
      this.#retry.succeeded();
    } catch (error) {
      const { policy, retryAfterMs } = classify(error);
      if (this.#closing.signal.aborted) return;
      if (policy === 'permanent') this.#wanted = null;
      else this.#retry.later(() => void this.#run(), retryAfterMs);
    } finally {
      this.#isBusy = false;
    }
    if (this.#wanted) this.#soon(0);
    else if ([...shelf.held.values()].some((held) => this.#isDue(held))) this.#soon(tellEveryMs);
  }

  async #ask(what: 'all' | 'news'): Promise<void> {
    const { list, shelf } = this.#options;
    const before = new Map(shelf.held);
    const since = what === 'news' && this.#newest !== null ? { since: this.#newest } : {};
    this.#wanted = null;
    try {
      const { drafts } = await this.#within((signal) => list(since, signal));
      for (const saved of drafts) this.#meet(saved);
      if (what === 'all') this.#missed(new Set(drafts.map(keyOf)), before);
      this.#hasAll = true;
    } catch (error) {
      this.#wanted = 'all';
      throw error;
    }
  }

  /** What the server had and has no more went with the membership. */
  #missed(there: ReadonlySet<string>, before: ReadonlyMap<string, HeldDraft>): void {
    const { shelf } = this.#options;
    for (const [key, held] of before) {
      if (there.has(key) || (held.base?.body ?? '') === '' || shelf.held.get(key) !== held) continue;
      shelf.put(key, isUntold(held) ? { ...held, base: null } : null);
    }
  }

  /** What is too long to be sent stays on the device until it is not. */
  #isDue(held: HeldDraft): boolean {
    return isUntold(held) && !this.#refused.has(held) && held.draft.body.length <= limits.bodyMaxChars;
  }

  async #tell(key: string, held: HeldDraft): Promise<void> {
    const { shelf, save } = this.#options;
    const { body, replyToId } = toldOf(held);
    const { conversationId, threadRootId } = placeOfDraft(key);
    const place = { conversationId, ...(threadRootId === null ? {} : { threadRootId }) };
    const text = { body, ...(replyToId === null ? {} : { replyToId }), baseVersion: held.base?.version ?? 0 };
    shelf.put(key, { ...held, told: { body, replyToId } });
    try {
      const { accepted, draft } = await this.#within((signal) => save({ ...place, ...text }, signal));
      const now = shelf.held.get(key);
      if (accepted && now) shelf.put(key, taken(now, draft));
      else this.#meet(draft);
      this.#noteTime(draft.at);
    } catch (error) {
      const { policy, cause } = classify(error);
      if (policy !== 'permanent') throw error;
      const now = shelf.held.get(key);
      // Gone with the membership.
      if (cause === 'NOT_A_MEMBER') shelf.put(key, null);
      else if (now) this.#refused.add(now);
    }
  }

  #meet(saved: SavedDraft): void {
    const { shelf } = this.#options;
    const key = keyOf(saved);
    this.#noteTime(saved.at);
    const held = shelf.held.get(key) ?? nothingHeld;
    const next = met(held, saved, shelf.writing === key);
    if (next !== held) shelf.put(key, next, { isMet: true });
  }

  #noteTime(at: string): void {
    if (this.#newest === null || at > this.#newest) this.#newest = at;
  }

  #within<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { platform } = this.#options;
    return within({ platform, ms: requestTimeoutMs, signal: this.#closing.signal }, ask);
  }
}

function keyOf({ conversationId, threadRootId }: Pick<SavedDraft, 'conversationId' | 'threadRootId'>): string {
  return threadRootId === null ? conversationId : `${conversationId}:${threadRootId}`;
}

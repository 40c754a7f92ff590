import type { Id, PresenceItem } from '@nova/contract';
import { limits } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import { Retry } from '../sync/retry.ts';
import type { Observer } from '../wire/procedures.ts';

/** What somebody wants to see of. */
export interface PresenceInterest {
  readonly conversationIds: readonly Id[];
  readonly userIds: readonly Id[];
}

export interface LivePresenceOptions {
  readonly self: Id;
  readonly platform: Platform;
  readonly watch: (
    interest: { conversationIds: Id[]; userIds: Id[] },
    observer: Observer<PresenceItem>,
  ) => { unsubscribe(): void };
  /** Tells that the person types, or stopped; may fail, and nobody is told. */
  readonly tell: (mark: { conversationId: Id; on: boolean }) => Promise<unknown>;
}

/** Interests that change within this time are one change. */
const gatherMs = 50;
/** What was known before a new subscription and is not told again by then is over. */
const proofMs = 2_000;
/** Renewed this often, a typing mark never runs out while one types. */
const renewMs = limits.typingTtlMs - 2_000;

const nobody: readonly Id[] = [];

/** Who is there and who types: lossy, and gone by itself (D11). Watched is what somebody wants, in one subscription. */
export class LivePresence {
  readonly #options: LivePresenceOptions;
  readonly #listeners = new Listeners();
  readonly #retry: Retry;
  readonly #interests = new Set<PresenceInterest>();
  readonly #online = new Map<Id, number>();
  readonly #typing = new Map<Id, ReadonlyMap<Id, () => void>>();
  /** The same array until it changes. */
  readonly #typingIds = new Map<Id, readonly Id[]>();
  readonly #toldAtMs = new Map<Id, number>();
  #watched = '';
  #turn = 0;
  #stop: (() => void) | null = null;
  #cancel: (() => void) | null = null;
  #isClosed = false;

  constructor(options: LivePresenceOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Watches these too, until the returned function (idempotent) is called. */
  want(interest: PresenceInterest): () => void {
    this.#interests.add(interest);
    this.#soon();
    return () => {
      if (this.#interests.delete(interest)) this.#soon();
    };
  }

  isOnline(userId: Id): boolean {
    return this.#online.has(userId);
  }

  /** Who types there, oneself left out; the same array until it changes. */
  typing(conversationId: Id): readonly Id[] {
    return this.#typingIds.get(conversationId) ?? nobody;
  }

  /** The person types (or stopped): told at most as often as the mark needs. */
  setTyping(conversationId: Id, on: boolean): void {
    const nowMs = this.#options.platform.nowMs();
    const toldAtMs = this.#toldAtMs.get(conversationId);
    const isFresh = toldAtMs !== undefined && nowMs >= toldAtMs && nowMs - toldAtMs < renewMs;
    if (on ? isFresh : toldAtMs === undefined) return;
    if (on) this.#toldAtMs.set(conversationId, nowMs);
    else this.#toldAtMs.delete(conversationId);
    this.#options.tell({ conversationId, on }).catch(() => null);
  }

  /** Who was there may not be any more: nobody is shown as there until heard of again. */
  rest(): void {
    this.#halt();
    this.#watched = '';
    this.#forgetAll();
  }

  resume(): void {
    this.#soon();
  }

  /** Idempotent. */
  close(): void {
    this.#isClosed = true;
    this.#listeners.clear();
    this.rest();
    this.#cancel?.();
  }

  #soon(): void {
    if (this.#isClosed) return;
    this.#cancel ??= this.#options.platform.after(gatherMs, () => {
      this.#cancel = null;
      this.#open();
    });
  }

  #open(): void {
    const all = (pick: (interest: PresenceInterest) => readonly Id[]): Id[] =>
      [...new Set([...this.#interests].flatMap(pick))].toSorted().slice(0, limits.idsMax);
    const interest = { conversationIds: all((one) => one.conversationIds), userIds: all((one) => one.userIds) };
    const wanted = JSON.stringify(interest);
    if (wanted === this.#watched) return;
    this.#halt();
    this.#watched = wanted;
    if (interest.conversationIds.length + interest.userIds.length === 0) return this.#forgetAll();
    const turn = this.#turn;
    const current =
      <Args extends unknown[]>(step: (...args: Args) => void) =>
      (...args: Args): void => {
        if (turn === this.#turn) step(...args);
      };
    const cancelProof = this.#options.platform.after(proofMs, () => this.#forgetUnproven(turn));
    const again = (retryAfterMs: number): void => {
      this.#halt();
      this.#watched = '';
      this.#retry.later(() => this.#open(), retryAfterMs);
    };
    const subscription = this.#options.watch(interest, {
      onData: current((item: PresenceItem) => this.#take(item)),
      onConnectionStateChange: current(({ state }: { state: string }) => {
        if (state === 'connecting') this.#forgetAll();
      }),
      onComplete: current(() => again(0)),
      onError: current((error: unknown) => {
        const { policy, retryAfterMs } = classify(error);
        this.#forgetAll();
        if (policy === 'retry') again(retryAfterMs);
        else this.#halt();
      }),
    });
    this.#stop = () => {
      cancelProof();
      subscription.unsubscribe();
    };
  }

  #halt(): void {
    this.#turn++;
    this.#stop?.();
    this.#stop = null;
    this.#retry.cancel();
  }

  #take(item: PresenceItem): void {
    this.#retry.succeeded();
    if (item.type === 'presence') {
      const was = this.#online.has(item.userId);
      if (item.online) this.#online.set(item.userId, this.#turn);
      else this.#online.delete(item.userId);
      if (was !== item.online) this.#listeners.tell();
      return;
    }
    const { conversationId, userId, on, ttlMs } = item;
    if (userId !== this.#options.self) this.#type(conversationId, userId, on ? ttlMs : null);
  }

  #type(conversationId: Id, userId: Id, ttlMs: number | null): void {
    const before = this.#typing.get(conversationId) ?? new Map<Id, () => void>();
    before.get(userId)?.();
    const after = new Map(before);
    if (ttlMs === null) after.delete(userId);
    else {
      const over = (): void => this.#type(conversationId, userId, null);
      after.set(userId, this.#options.platform.after(ttlMs, over));
    }
    this.#typing.set(conversationId, after);
    if (after.size === before.size) return;
    this.#typingIds.set(conversationId, [...after.keys()]);
    this.#listeners.tell();
  }

  #forgetUnproven(turn: number): void {
    const unproven = [...this.#online].filter(([, heard]) => heard < turn).map(([id]) => id);
    for (const id of unproven) this.#online.delete(id);
    if (unproven.length > 0) this.#listeners.tell();
  }

  #forgetAll(): void {
    for (const marks of this.#typing.values()) for (const cancel of marks.values()) cancel();
    const isNews = this.#online.size > 0 || [...this.#typingIds.values()].some((ids) => ids.length > 0);
    this.#typing.clear();
    this.#typingIds.clear();
    this.#online.clear();
    if (isNews) this.#listeners.tell();
  }
}

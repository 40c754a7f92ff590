import type { ConversationSummary, Id, Me, UserProfile } from '@nova/contract';
import { limits } from '@nova/contract';
import { requestTimeoutMs, within } from '../deadline.ts';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import { classify } from '../outbox/classification.ts';
import type { Platform } from '../platform.ts';
import type { Kept } from '../store/kept.ts';
import { Retry } from '../sync/retry.ts';
import type { Gate } from '../wire/gate.ts';
import type { Procedures } from '../wire/procedures.ts';
import { asProfile, isSameProfile, lasting } from './as-profile.ts';

/** What the device remembers of people. */
export interface KeptPeople {
  readonly me: Me | null;
  readonly profiles: readonly UserProfile[];
}

export interface PeopleOptions {
  readonly self: Id;
  readonly user: Pick<Procedures['user'], 'me' | 'lookup'>;
  readonly gate: Gate;
  readonly platform: Platform;
  readonly network: Network;
  readonly kept: Kept<KeptPeople>;
}

/** Ids asked for within this time travel together. */
const gatherMs = 20;
/** Profiles that the device keeps: those heard of last. */
const keptMax = 2_000;
/** Timers stand still while a device sleeps: what is over is looked for this often, as long as anything will be. */
const overEveryMs = 30_000;

/**
 * Who is who: names and handles by id, as last heard. Whoever is asked for and not known is looked up, many at once;
 * what is known from an earlier opening is shown at once and looked up again, once. A status whose time is up is taken
 * down by the clock of the device (P2).
 */
export class People {
  readonly #options: PeopleOptions;
  readonly #listeners = new Listeners();
  readonly #retry: Retry;
  readonly #profiles = new Map<Id, UserProfile>();
  /** Heard of since this opening, or asked for in vain: not asked for again. */
  readonly #settled = new Set<Id>();
  readonly #wanted = new Set<Id>();
  readonly #closing = new AbortController();
  readonly #leaveNetwork: () => void;
  /** Made when it is needed, of `#profiles`. */
  #byHandle: Map<string, UserProfile> | null = null;
  #me: Me | null = null;
  #isLoaded = false;
  /** Whether what is known of oneself may be old. */
  #isMeDoubtful = true;
  #cancelOver: (() => void) | null = null;
  #cancel: (() => void) | null = null;
  #isAsking = false;

  constructor(options: PeopleOptions) {
    this.#options = options;
    this.#retry = new Retry(options.platform);
    this.#leaveNetwork = options.network.onChange((online) => online && this.#soon());
  }

  /** The signed-in person, with what only they see; `null` until known. */
  get me(): Me | null {
    return this.#me;
  }

  /** Called after any profile changed. */
  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Shows what the device remembers. Never rejects. */
  async start(): Promise<void> {
    const kept = await this.#options.kept.load();
    if (kept) {
      for (const profile of kept.profiles) if (!this.#profiles.has(profile.id)) this.#profiles.set(profile.id, profile);
      this.#me ??= kept.me;
      this.#takeDown();
      this.#tell();
    }
    this.#isLoaded = true;
    // What was heard of meanwhile.
    if (this.#settled.size > 0) this.#keep();
    this.#soon();
  }

  /** The same object until it changes; `null` while it is not known. Asking makes it known. */
  profile(userId: Id): UserProfile | null {
    if (userId !== '' && !this.#settled.has(userId) && !this.#wanted.has(userId)) {
      this.#wanted.add(userId);
      this.#soon();
    }
    return this.#profiles.get(userId) ?? null;
  }

  /** Whether it is still to be heard who that is. Listeners are told when it was asked in vain. */
  isAwaited(userId: Id): boolean {
    return !this.#profiles.has(userId) && !this.#settled.has(userId);
  }

  /** Whoever is known by a handle; asks nobody. */
  byHandle(handle: string): UserProfile | null {
    this.#byHandle ??= new Map(this.known.map((profile) => [profile.handle.toLowerCase(), profile]));
    return this.#byHandle.get(handle.toLowerCase()) ?? null;
  }

  /** Everybody known, in no order. */
  get known(): readonly UserProfile[] {
    return [...this.#profiles.values()];
  }

  /** Takes what the server said of people. */
  learn(profiles: readonly UserProfile[]): void {
    let isNews = false;
    for (const said of profiles) {
      this.#settled.add(said.id);
      this.#wanted.delete(said.id);
      const known = this.#profiles.get(said.id);
      const profile = asProfile(said, known, this.#options.platform.nowMs());
      if (known && isSameProfile(known, profile)) continue;
      isNews = true;
      this.#profiles.delete(profile.id);
      this.#profiles.set(profile.id, profile);
    }
    if (!isNews) return;
    const mine = this.#profiles.get(this.#options.self);
    if (this.#me && mine) this.#me = { ...this.#me, ...mine };
    this.#takeDown();
    this.#keep();
    this.#tell();
  }

  learnMe(me: Me): void {
    this.#isMeDoubtful = false;
    this.#me = { ...me, ...asProfile(me, this.#profiles.get(me.id), this.#options.platform.nowMs()) };
    this.learn([me]);
    this.#keep();
    this.#listeners.tell();
  }

  /** What is known may be old: whoever is asked for from now on is looked up again, and shown as known until then. */
  doubt(): void {
    this.#settled.clear();
    this.#isMeDoubtful = true;
    this.#soon();
    // Whoever is on the screen is asked for by those who show them.
    this.#listeners.tell();
  }

  /** Everybody that summaries name. */
  learnFrom(summaries: readonly ConversationSummary[]): void {
    this.learn(
      summaries.flatMap(({ peer, lastMessage }) => [
        ...(peer ? [peer] : []),
        ...(lastMessage ? [lastMessage.sender] : []),
      ]),
    );
  }

  /** Idempotent. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#closing.abort();
    this.#leaveNetwork();
    this.#cancel?.();
    this.#cancelOver?.();
    this.#retry.cancel();
    this.#listeners.clear();
    await this.#options.kept.close(how);
  }

  #tell(): void {
    this.#byHandle = null;
    this.#listeners.tell();
  }

  #soon(): void {
    if (this.#closing.signal.aborted) return;
    this.#cancel ??= this.#options.platform.after(gatherMs, () => {
      this.#cancel = null;
      void this.#ask();
    });
  }

  async #ask(): Promise<void> {
    const { network, platform, gate, user } = this.#options;
    const { signal } = this.#closing;
    const isMeMissing = this.#isMeDoubtful || this.#me === null;
    if (this.#isAsking || !network.online() || (this.#wanted.size === 0 && !isMeMissing)) return;
    this.#isAsking = true;
    const userIds = [...this.#wanted].slice(0, limits.idsMax);
    try {
      await gate();
      const ask = <T>(run: (ended: AbortSignal) => Promise<T>): Promise<T> =>
        within({ platform, ms: requestTimeoutMs, signal }, run);
      const [me, profiles] = await Promise.all([
        isMeMissing ? ask((ended) => user.me.query(undefined, { signal: ended })) : null,
        userIds.length > 0 ? ask((ended) => user.lookup.query({ userIds }, { signal: ended })) : [],
      ]);
      this.#retry.succeeded();
      if (me) this.learnMe(me);
      this.learn(profiles);
      this.#settle(userIds);
    } catch (error) {
      const { policy, retryAfterMs } = classify(error);
      if (policy === 'permanent') this.#settle(userIds);
      else if (!signal.aborted) this.#retry.later(() => void this.#ask(), retryAfterMs);
    }
    this.#isAsking = false;
    if (this.#wanted.size > 0 && !this.#retry.isWaiting) this.#soon();
  }

  /** Those who were asked for and not found stay unknown. */
  #settle(userIds: readonly Id[]): void {
    for (const id of userIds) {
      this.#wanted.delete(id);
      this.#settled.add(id);
    }
    if (userIds.some((id) => !this.#profiles.has(id))) this.#listeners.tell();
  }

  /** Takes down every status whose time is up, and looks again when the next one's may be. */
  #takeDown(): void {
    const { platform } = this.#options;
    const nowMs = platform.nowMs();
    let [nextMs, isNews] = [Number.POSITIVE_INFINITY, false];
    for (const [id, profile] of this.#profiles) {
      if (!profile.status?.until) continue;
      if (lasting(profile.status, nowMs)) nextMs = Math.min(nextMs, Date.parse(profile.status.until));
      else {
        isNews = true;
        this.#profiles.set(id, { ...profile, status: null });
      }
    }
    if (this.#me?.status && !lasting(this.#me.status, nowMs)) this.#me = { ...this.#me, status: null };
    this.#cancelOver?.();
    this.#cancelOver = null;
    if (nextMs < Number.POSITIVE_INFINITY && !this.#closing.signal.aborted)
      this.#cancelOver = platform.after(Math.min(nextMs - nowMs, overEveryMs), () => this.#takeDown());
    if (isNews) this.#tell();
  }

  #keep(): void {
    // Before, it would take the place of what the device remembers.
    if (!this.#isLoaded) return;
    this.#options.kept.save({ me: this.#me, profiles: this.known.slice(-keptMax) });
  }
}

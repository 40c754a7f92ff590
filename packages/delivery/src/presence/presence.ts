import { limits, type PresenceItem } from '@nova/contract';
import type { MembershipFeed } from '../memberships/membership-feed.ts';
import type { Platform } from '../platform.ts';
import type { Channels, DeliveryMeter, OnlineRegister } from '../ports.ts';
import { Online } from './online.ts';
import { Roster } from './roster.ts';
import { PresenceReader } from './presence-reader.ts';
import { Typing } from './typing.ts';

export interface PresenceOptions {
  readonly channels: Channels;
  /** Of this life of this process. */
  readonly nodeId: string;
  readonly register: OnlineRegister;
  /** Whoever leaves a conversation sees no more of it. */
  readonly memberships: MembershipFeed;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  readonly typingTtlMs: number;
  /** One person's mark in one conversation is renewed at most this often. */
  readonly typingEveryMs: number;
  readonly presenceTtlMs: number;
  /** Whoever comes back within this was never gone. */
  readonly graceMs: number;
  /** A claim that lapsed is noticed within this. */
  readonly tickMs: number;
}

export const presenceDefaults = {
  typingTtlMs: limits.typingTtlMs,
  typingEveryMs: 1_000,
  presenceTtlMs: limits.presenceTtlMs,
  graceMs: 5_000,
  tickMs: 1_000,
} as const;

/**
 * Typing marks and who is online: lossy, rate-limited, gone by themselves (D11). Nothing here throws, waits for Redis
 * or touches a log; without Redis each node knows its own people.
 */
export class Presence {
  readonly #options: PresenceOptions;
  readonly #typing: Typing;
  readonly #online: Online;
  readonly #roster: Roster;
  readonly #readers = new Set<PresenceReader>();
  #stops: (() => void)[] = [];

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#typing = new Typing(options);
    this.#roster = new Roster({ ...options, here: () => this.#online.here() });
    this.#online = new Online({
      ...options,
      onChange: (userId, isHere) => (isHere ? this.#roster.came(userId) : this.#roster.went(userId)),
    });
    this.#every(options.tickMs, () => {
      this.#typing.expire();
      this.#online.expire();
      this.#roster.tick();
    });
    // Three chances for each claim to be renewed before it lapses.
    this.#every(options.presenceTtlMs / 3, () => {
      this.#online.renew();
      this.#roster.renew();
    });
  }

  /** Returns at once, never throws; too many marks of one kind are dropped. */
  setTyping(mark: { readonly conversationId: string; readonly userId: string; readonly on: boolean }): void {
    this.#typing.set(mark);
  }

  /** Says that a socket of this user opened. The returned function says that it closed; idempotent. Neither throws. */
  connected(userId: string): () => void {
    return this.#online.connected(userId);
  }

  /** Everybody who is there now, as this node knows it: waits for nothing, and may lag by a second (`Roster`). */
  present(): ReadonlySet<string> {
    return this.#roster.everybody();
  }

  /**
   * What is known now, then what changes: of each user whether they are online, of each conversation who types, but
   * never one's own marks. A slow reader is told the newest only. Ends when `signal` aborts.
   */
  async *watch(request: {
    readonly userId: string;
    readonly conversationIds: readonly string[];
    readonly userIds: readonly string[];
    readonly signal: AbortSignal;
  }): AsyncGenerator<PresenceItem, void> {
    const { userId: mine, conversationIds, userIds, signal } = request;
    if (signal.aborted) return;
    const reader = new PresenceReader();
    const end = (): void => {
      reader.end();
    };
    signal.addEventListener('abort', end, { once: true });
    this.#readers.add(reader);
    let now: ReadonlySet<string> = new Set(conversationIds);
    const stops = [
      this.#online.watch(userIds, (userId, online) => {
        reader.add({ type: 'presence', userId, online });
      }),
      ...[...now].map((conversationId) =>
        this.#typing.watch(conversationId, (mark) => {
          if (mark.userId !== mine && now.has(conversationId)) reader.add({ type: 'typing', ...mark });
        }),
      ),
      ...(now.size === 0
        ? []
        : [
            this.#options.memberships.follow(mine, (memberOf) => {
              now = new Set(memberOf);
            }),
          ]),
    ];
    try {
      for (let item = await reader.next(); item; item = await reader.next()) yield item;
    } finally {
      signal.removeEventListener('abort', end);
      this.#readers.delete(reader);
      for (const stop of stops) stop();
    }
  }

  /** Ends every watch and stops claiming. Claims lapse by themselves: whoever reconnects elsewhere is not seen going. */
  close(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    for (const reader of this.#readers) reader.end();
    this.#typing.close();
    this.#online.close();
    this.#roster.close();
  }

  #every(ms: number, run: () => void): void {
    let cancel = (): void => {};
    const again = (): void => {
      cancel = this.#options.platform.after(ms, () => {
        again();
        run();
      });
    };
    again();
    this.#stops.push(() => {
      cancel();
    });
  }
}

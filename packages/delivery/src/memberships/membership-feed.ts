import type { LogEntry } from '@nova/contract';
import type { Platform } from '../platform.ts';
import type { Channels, Commit, DeliveryMeter, Listening, Memberships } from '../ports.ts';
import { keys } from '../stream/keys.ts';
import { membershipNews } from './membership-news.ts';

export interface MembershipFeedOptions {
  readonly memberships: Memberships;
  readonly channels: Channels;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  /** A lost hint costs at most this. */
  readonly pollMs: number;
  /** Users asked about in one statement. */
  readonly usersPerRead: number;
}

export const membershipFeedDefaults = { pollMs: 2_000, usersPerRead: 500 } as const;

type Listener = (conversationIds: readonly string[]) => void;

interface Person {
  readonly listeners: Set<Listener>;
  readonly listening: Listening;
}

/**
 * Which conversations the people of this node are in, kept current.
 *
 * A listener is told after a read that began when changes were already being heard, then after every hint, and with
 * every poll, whether anything changed or not; never an older answer after a newer one.
 */
export class MembershipFeed {
  readonly #options: MembershipFeedOptions;
  readonly #people = new Map<string, Person>();
  /** Who is to be asked about. */
  readonly #stale = new Set<string>();
  #isReading = false;
  #stopPoll: () => void = () => {};

  constructor(options: MembershipFeedOptions) {
    this.#options = options;
    options.channels.onUnsure(() => {
      this.#refresh(this.#people.keys());
    });
    this.#schedulePoll();
  }

  /** Follows one person. The returned function ends it; idempotent. */
  follow(userId: string, listener: Listener): () => void {
    let person = this.#people.get(userId);
    if (!person) {
      const hear = (): void => {
        this.#refresh([userId]);
      };
      const listening = this.#options.channels.listen(keys.memberships(userId), hear);
      person = { listeners: new Set(), listening };
      this.#people.set(userId, person);
    }
    const { listeners, listening } = person;
    listeners.add(listener);
    void listening.ready.then(() => {
      if (listeners.has(listener)) this.#refresh([userId]);
    });
    return () => {
      if (!listeners.delete(listener) || listeners.size > 0) return;
      listening.stop();
      this.#people.delete(userId);
    };
  }

  /** Takes note of what this node committed: its own people need no Redis to learn of it. Returns at once, never throws. */
  offer(commits: readonly Commit[]): void {
    for (const { entries } of commits) this.#refresh(membershipNews(entries));
  }

  /**
   * Tells those whose memberships these events changed, on every node. Rejects when Redis cannot be reached: whoever
   * publishes the events does it again. Idempotent.
   */
  async announce(entries: readonly LogEntry[]): Promise<void> {
    const news = [...membershipNews(entries)];
    if (news.length > 0)
      await Promise.all(news.map((userId) => this.#options.channels.publish(keys.memberships(userId), '')));
  }

  close(): void {
    this.#stopPoll();
    for (const { listening } of this.#people.values()) listening.stop();
    this.#people.clear();
  }

  #refresh(userIds: Iterable<string>): void {
    for (const userId of userIds) if (this.#people.has(userId)) this.#stale.add(userId);
    if (!this.#isReading && this.#stale.size > 0) void this.#read();
  }

  /** One read at a time, so that an older answer never comes after a newer one. */
  async #read(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#stale.size > 0) {
        const userIds = [...this.#stale].slice(0, this.#options.usersPerRead);
        for (const userId of userIds) this.#stale.delete(userId);
        const found = await this.#options.memberships.of(userIds);
        for (const userId of userIds) {
          const conversationIds = found.get(userId) ?? [];
          for (const listener of this.#people.get(userId)?.listeners ?? []) listener(conversationIds);
        }
      }
    } catch (error) {
      // The next poll asks about everybody.
      this.#options.meter.failed('inbox', error);
    } finally {
      this.#isReading = false;
    }
  }

  #schedulePoll(): void {
    this.#stopPoll = this.#options.platform.after(this.#options.pollMs, () => {
      this.#schedulePoll();
      this.#refresh(this.#people.keys());
    });
  }
}

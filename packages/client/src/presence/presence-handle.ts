import type { Id } from '@nova/contract';
import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { PresenceInterest } from './live-presence.ts';

const nobody: readonly Id[] = [];

/** Who is there and who types: a hint, never a fact (D11). */
export class PresenceHandle {
  readonly #source: AccountSource;
  readonly #follower: Follower;
  readonly #interests = new Map<PresenceInterest, () => void>();

  constructor(source: AccountSource) {
    this.#source = source;
    this.#follower = new Follower(source, (account, listener) => account.presence.subscribe(listener));
    source.onChange(() => this.#carryOver());
  }

  isOnline(userId: Id): boolean {
    return this.#source.account?.presence.isOnline(userId) ?? false;
  }

  /** Who types in a conversation, oneself left out; the same array until it changes. */
  typing(conversationId: Id): readonly Id[] {
    return this.#source.account?.presence.typing(conversationId) ?? nobody;
  }

  /** Watches these conversations' typing and these people, until the returned function (idempotent) is called. */
  want(interest: PresenceInterest): () => void {
    this.#interests.set(interest, this.#source.account?.presence.want(interest) ?? (() => {}));
    return () => {
      this.#interests.get(interest)?.();
      this.#interests.delete(interest);
    };
  }

  /** The person types, or stopped; call it with every key. */
  setTyping(conversationId: Id, on: boolean): void {
    this.#source.account?.presence.setTyping(conversationId, on);
  }

  /** Calls back when somebody came, went, began or stopped typing. */
  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }

  #carryOver(): void {
    const { account } = this.#source;
    for (const [interest, leave] of this.#interests) {
      leave();
      this.#interests.set(interest, account?.presence.want(interest) ?? (() => {}));
    }
  }
}

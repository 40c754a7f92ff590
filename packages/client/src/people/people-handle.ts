import type { Id, Me, UserProfile, UserStatus } from '@nova/contract';
import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { Procedures } from '../wire/procedures.ts';

/** Who is who, for the signed-in person. */
export class PeopleHandle {
  readonly #source: AccountSource;
  readonly #user: Procedures['user'];
  readonly #follower: Follower;

  constructor(source: AccountSource, user: Procedures['user']) {
    this.#source = source;
    this.#user = user;
    this.#follower = new Follower(source, (account, listener) => account.people.subscribe(listener));
  }

  /** The signed-in person; the same object until it changes, `null` until known. */
  get me(): Me | null {
    return this.#source.account?.people.me ?? null;
  }

  /** The same object until it changes; `null` while it is not known. Asking makes it known. */
  profile(userId: Id): UserProfile | null {
    return this.#source.account?.people.profile(userId) ?? null;
  }

  /** Whether it is still to be heard who that is. */
  isAwaited(userId: Id): boolean {
    return this.#source.account?.people.isAwaited(userId) ?? true;
  }

  /** Whoever this device knows by a handle; asks nobody. */
  byHandle(handle: string): UserProfile | null {
    return this.#source.account?.people.byHandle(handle) ?? null;
  }

  /** Everybody this device knows of, in no order. */
  get known(): readonly UserProfile[] {
    return this.#source.account?.people.known ?? [];
  }

  /** Takes what a procedure answered of people, so that it need not be asked for again. */
  learn(profiles: readonly UserProfile[]): void {
    this.#source.account?.people.learn(profiles);
  }

  /** Changes what others see of oneself. @throws what the server refused it with (HANDLE_TAKEN …). */
  async updateProfile(change: { name?: string; handle?: string }): Promise<Me> {
    const account = await this.#source.ready();
    const me = await this.#user.updateProfile.mutate(change);
    account.people.learnMe(me);
    return me;
  }

  /** Says what one is about, or nothing any more; with `pause` one is told of nothing until it is over. @throws what the server refused it with. */
  async setStatus(status: UserStatus | null, { pause = false }: { pause?: boolean } = {}): Promise<Me> {
    const account = await this.#source.ready();
    const me = await this.#user.setStatus.mutate({ status, pause });
    account.people.learnMe(me);
    return me;
  }

  /** Calls back after any profile changed. */
  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }
}

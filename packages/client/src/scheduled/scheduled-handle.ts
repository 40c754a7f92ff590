import type { ChangeScheduledInput, Id, ScheduledMessage } from '@nova/contract';
import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { ScheduledMessages } from './scheduled-messages.ts';

const none: readonly ScheduledMessage[] = [];

/** The signed-in person's messages that wait on the server to be sent, up to date on all their devices. */
export class ScheduledHandle {
  readonly #source: AccountSource;
  readonly #follower: Follower;

  constructor(source: AccountSource) {
    this.#source = source;
    this.#follower = new Follower(source, (account, listener) => account.scheduled.subscribe(listener));
  }

  /** Whichever is due first comes first; the same array until something changes. */
  get all(): readonly ScheduledMessage[] {
    return this.#source.account?.scheduled.here?.all ?? none;
  }

  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }

  /** Another text or time; what was refused waits again. @throws what the server refused it with: VERSION_CONFLICT, SCHEDULED_GONE. */
  async change(input: ChangeScheduledInput): Promise<void> {
    await (await this.#scheduled()).change(input);
  }

  /** @throws what the server refused it with: SCHEDULED_GONE. */
  async cancel(clientId: Id): Promise<void> {
    await (await this.#scheduled()).cancel(clientId);
  }

  /** @throws what the server refused it with: SCHEDULED_GONE, or what a send is refused with. */
  async sendNow(clientId: Id): Promise<void> {
    await (await this.#scheduled()).sendNow(clientId);
  }

  async #scheduled(): Promise<ScheduledMessages> {
    return (await this.#source.ready()).scheduled.get();
  }
}

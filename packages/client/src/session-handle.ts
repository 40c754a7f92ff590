import type { Id } from '@nova/contract';
import type { Accounts } from './accounts.ts';
import type { DeviceStore } from './store/device-store.ts';

/**
 * Whose device this is, as far as is known now. `opening`: nobody has said yet. `unreachable`: the device remembers
 * nobody and the server cannot be asked. `unreadable`: the device's own memory cannot be opened, for want of room or for
 * another reason; it is tried again. `expired`: the server wants a sign-in; what is on the device stays readable and
 * what is written waits. `switched`: likewise, because another tab signed in as somebody else.
 */
export type SessionView =
  | { readonly status: 'opening' | 'signedOut' | 'unreachable'; readonly userId: null }
  | { readonly status: 'unreadable'; readonly userId: null; readonly why: 'STORAGE_FULL' | 'STORAGE_FAILED' }
  | { readonly status: 'signedIn' | 'expired'; readonly userId: Id }
  | { readonly status: 'switched'; readonly userId: Id; readonly toUserId: Id };

export const openingSession: SessionView = { status: 'opening', userId: null };

/** Who is signed in, live while somebody listens. */
export class SessionHandle {
  readonly #accounts: Accounts;
  readonly #store: DeviceStore;

  constructor(accounts: Accounts, store: DeviceStore) {
    this.#accounts = accounts;
    this.#store = store;
  }

  /** The same object until something changes. */
  get view(): SessionView {
    return this.#accounts.session;
  }

  /** Calls back after each change. Listening finds out who it is. */
  subscribe(listener: () => void): () => void {
    const leave = this.#accounts.onChange(listener);
    this.#accounts.ready().catch(() => null);
    return leave;
  }

  /**
   * Closes the account and takes off the device what it has of it only so as to have it sooner (`forget-copies.ts`): the next
   * client asks the server for that, and finds all that only the device has. Nothing opens in this one any more. Again after
   * a failure is fine. @throws what the store throws.
   */
  async forgetCopies(): Promise<void> {
    const { forgetCopies } = await import('./store/forget-copies.ts');
    // What it has in memory is on the device by then, and never written again.
    await this.#accounts.close();
    await forgetCopies(this.#store, this.view.userId);
  }
}

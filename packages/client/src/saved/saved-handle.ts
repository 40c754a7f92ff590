import type { Excerpt, Id, ListDoneOutput, Saving } from '@nova/contract';
import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import { newEntry } from '../outbox/entry.ts';
import type { Platform } from '../platform.ts';
import type { SavedItem, SavedView } from './saved.ts';
import { nothingSaved } from './saved.ts';

/** The messages that the signed-in person keeps for themselves: nobody else knows of them. */
export class SavedHandle {
  readonly #source: AccountSource;
  readonly #platform: Platform;
  readonly #newId: () => Id;
  readonly #follower: Follower;

  constructor(source: AccountSource, of: { readonly platform: Platform; readonly newId: () => Id }) {
    this.#source = source;
    this.#platform = of.platform;
    this.#newId = of.newId;
    this.#follower = new Follower(source, (account, listener) => account.followSaved(listener));
  }

  /** What is to do, up to date while somebody listens; the same object until something changes. */
  get view(): SavedView {
    return this.#source.account?.saved.view ?? nothingSaved;
  }

  /** What is saved of a message, unless it is done; the same object until it changes. */
  get(messageId: Id): SavedItem | null {
    return this.#source.account?.saved.get(messageId) ?? null;
  }

  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }

  /** What is done, a page of it, what was done last first. @throws what the server refused it with. */
  async done(after?: string): Promise<ListDoneOutput> {
    return (await this.#source.ready()).savedDone(after);
  }

  /**
   * Saves a message, makes another thing of a saved one, or (`null`) saves it no more. Resolves when it lies on the
   * device and is shown (O1); `message` is as it is on the screen, if it is. @throws NovaClientError OUTBOX_FULL, STORAGE_FULL, STORAGE_FAILED, SIGNED_OUT.
   */
  async save(
    of: { conversationId: Id; messageId: Id; message?: Excerpt | null },
    saving: Saving | null,
  ): Promise<void> {
    const { outbox, saved } = await this.#source.ready();
    const { conversationId, messageId, message } = of;
    if (message) saved.see(message);
    const work = { kind: 'save', target: { messageId }, saving } as const;
    const entry = newEntry({ id: this.#newId(), conversationId, work, nowMs: this.#platform.nowMs() });
    await outbox.dispatch({ type: 'add', entry });
  }

  /** Reminders that came and that this device has not shown yet; whoever asks shows them. */
  async arrivals(): Promise<readonly SavedItem[]> {
    return (await this.#source.account?.saved.arrivals()) ?? [];
  }
}

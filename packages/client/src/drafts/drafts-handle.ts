import type { AccountSource } from '../conversation-handle.ts';
import { Follower } from '../follower.ts';
import type { PlacedDraft } from './drafts.ts';
import type { Draft } from './held-draft.ts';

const none: readonly PlacedDraft[] = [];

/**
 * What the signed-in person has begun to write: kept over reloads, the same in all tabs and on all their devices, gone
 * with signing out. Named by `Talkable.draftKey`.
 */
export class DraftsHandle {
  readonly #source: AccountSource;
  readonly #follower: Follower;

  constructor(source: AccountSource) {
    this.#source = source;
    this.#follower = new Follower(source, (account, listener) => account.drafts.subscribe(listener));
  }

  /** The same object until it changes. */
  get(key: string): Draft | null {
    return this.#source.account?.drafts.get(key) ?? null;
  }

  /** All with a text, whichever was written on last first; the same object until one changes. */
  get all(): readonly PlacedDraft[] {
    return this.#source.account?.drafts.all ?? none;
  }

  /** Call it with every key: it is cheap. An empty draft that answers, edits and offers nothing is none. */
  set(key: string, draft: Draft | null): void {
    this.#source.account?.drafts.set(key, draft);
  }

  /** The person is in the field of this draft: what comes from other devices does not overwrite it, until the returned function is called. */
  hold(key: string): () => void {
    const drafts = this.#source.account?.drafts;
    drafts?.hold(key);
    return () => drafts?.release(key);
  }

  subscribe(listener: () => void): () => void {
    return this.#follower.subscribe(listener);
  }
}

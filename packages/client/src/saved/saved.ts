import type { Excerpt, Id, SavedEntry, Saving } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import type { Kept } from '../store/kept.ts';
import type { OutboxHand } from '../sync/outbox-bond.ts';

/** A message that one has saved. */
export interface SavedItem extends SavedEntry {
  /** The server has not said so yet: `message` is then what was on the screen when it was saved, if that is known. */
  readonly isOnItsWay: boolean;
}

/** What one has saved and not done. Never changed, only replaced. */
export interface SavedView {
  /** What was saved last first. */
  readonly entries: readonly SavedItem[];
  /** Whether a server has said so, now or at an earlier opening. */
  readonly isKnown: boolean;
}

export const nothingSaved: SavedView = { entries: [], isKnown: false };

export interface SavedOptions {
  readonly outbox: Pick<OutboxHand, 'entries' | 'subscribe'>;
  /** The device's copy, for the next opening and for times without a connection. */
  readonly kept: Kept<readonly SavedEntry[]>;
  /** Which reminders this device has shown. */
  readonly shown: Kept<readonly string[]>;
}

interface Wish {
  readonly conversationId: Id;
  readonly saving: Saving | null;
  readonly atMs: number;
}

/**
 * What one has saved, as the server said it last, with the person's own wishes on it that are still on their way. A wish
 * that the server took counts until the server's list has come: nothing flickers in between.
 */
export class Saved {
  readonly #options: SavedOptions;
  readonly #listeners = new Listeners();
  readonly #leave: () => void;
  #told: readonly SavedEntry[] = [];
  #isKnown = false;
  #entries: readonly OutboxEntry[] = [];
  /** Taken by the server, and not in its list yet. */
  #taken = new Map<Id, Wish>();
  /** What was on the screen of messages that are on their way; nowhere else, and not for long (X1). */
  readonly #seen = new Map<Id, Excerpt>();
  #view = nothingSaved;
  #arriving: Promise<unknown> = Promise.resolve();
  #byMessage: ReadonlyMap<Id, SavedItem> = new Map();

  constructor(options: SavedOptions) {
    this.#options = options;
    this.#leave = options.outbox.subscribe((entries) => this.#look(entries));
    this.#look(options.outbox.entries);
  }

  /** Shows what the device remembers, unless the server was faster. Never rejects. */
  async start(): Promise<void> {
    const known = await this.#options.kept.load();
    if (!known || this.#isKnown) return;
    this.#told = known;
    this.#isKnown = true;
    this.#show();
  }

  /** The same object until something changes. */
  get view(): SavedView {
    return this.#view;
  }

  /** What is saved of a message; the same object until it changes. */
  get(messageId: Id): SavedItem | null {
    return this.#byMessage.get(messageId) ?? null;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** A message that is about to be saved is on the screen like this. */
  see(message: Excerpt): void {
    this.#seen.set(message.id, message);
  }

  /** All of it, as the server has it now. */
  take(saved: readonly SavedEntry[]): void {
    this.#told = saved;
    this.#isKnown = true;
    this.#taken.clear();
    for (const { messageId } of saved) this.#seen.delete(messageId);
    this.#options.kept.save(saved);
    this.#show();
  }

  /** Reminders that came and that this device has not shown yet; whoever asks shows them. Also over a reload, and for all tabs. */
  arrivals(): Promise<readonly SavedItem[]> {
    // One after the other: whoever asks next must find what this one has shown.
    const next = this.#arriving.then(() => this.#arrived());
    this.#arriving = next.catch(() => {});
    return next;
  }

  async #arrived(): Promise<readonly SavedItem[]> {
    const { shown } = this.#options;
    const before = new Set((await shown.load()) ?? []);
    const due = this.#view.entries.filter(({ dueAt }) => dueAt !== null);
    const fresh = due.filter((entry) => !before.has(nameOf(entry)));
    if (fresh.length > 0) {
      shown.save(due.map(nameOf));
      await shown.flush();
    }
    return fresh;
  }

  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#leave();
    this.#listeners.clear();
    await Promise.all([this.#options.kept.close(how), this.#options.shown.close(how)]);
  }

  #look(entries: readonly OutboxEntry[]): void {
    const now = entries.filter(({ work }) => work.kind === 'save');
    if (now.length === this.#entries.length && now.every((entry, at) => entry === this.#entries[at])) return;
    const left = new Set(now.map(({ id }) => id));
    for (const entry of this.#entries) {
      const wish = entry.state.type === 'accepted' && !left.has(entry.id) ? wishOf(entry) : null;
      if (wish) this.#taken.set(wish[0], wish[1]);
    }
    this.#entries = now;
    this.#show();
  }

  #show(): void {
    const wishes = new Map(this.#taken);
    for (const entry of this.#entries) {
      const wish = entry.state.type === 'failed' ? null : wishOf(entry);
      if (wish) wishes.set(wish[0], wish[1]);
    }
    const before = this.#byMessage;
    const entries = withWishes(this.#told, wishes, this.#seen).map((entry) => {
      const known = before.get(entry.messageId);
      return known && isSame(known, entry) ? known : entry;
    });
    this.#byMessage = new Map(entries.map((entry) => [entry.messageId, entry]));
    const isSameList =
      entries.length === this.#view.entries.length && entries.every((entry, at) => entry === this.#view.entries[at]);
    if (isSameList && this.#isKnown === this.#view.isKnown) return;
    this.#view = { entries, isKnown: this.#isKnown };
    this.#listeners.tell();
  }
}

function wishOf({ work, conversationId, createdAtMs }: OutboxEntry): [Id, Wish] | null {
  if (work.kind !== 'save' || !('messageId' in work.target)) return null;
  return [work.target.messageId, { conversationId, saving: work.saving, atMs: createdAtMs }];
}

function withWishes(
  told: readonly SavedEntry[],
  wishes: ReadonlyMap<Id, Wish>,
  seen: ReadonlyMap<Id, Excerpt>,
): SavedItem[] {
  const known = new Set(told.map(({ messageId }) => messageId));
  const fresh = [...wishes].flatMap(([messageId, { conversationId, saving, atMs }]): SavedItem[] => {
    if (known.has(messageId) || !saving || saving.done) return [];
    const savedAt = new Date(atMs).toISOString();
    const { remindAt } = saving;
    const message = seen.get(messageId) ?? null;
    return [{ messageId, conversationId, savedAt, remindAt, dueAt: null, doneAt: null, message, isOnItsWay: true }];
  });
  const stayed = told.flatMap((of): SavedItem[] => {
    const entry = { ...of, isOnItsWay: false };
    const wish = wishes.get(entry.messageId);
    if (!wish) return [entry];
    if (!wish.saving || wish.saving.done) return [];
    const { remindAt } = wish.saving;
    // The wish for a reminder that has come is not another wish.
    if (remindAt !== null && remindAt === entry.dueAt) return [entry];
    return [{ ...entry, remindAt, dueAt: null }];
  });
  return [...fresh.toReversed(), ...stayed];
}

function isSame(a: SavedItem, b: SavedItem): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** One reminder: a message may have several, one after the other. */
function nameOf({ messageId, dueAt }: SavedEntry): string {
  return `${messageId} ${dueAt ?? ''}`;
}

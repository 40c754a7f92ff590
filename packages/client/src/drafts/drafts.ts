import type { Id } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import type { Network } from '../network.ts';
import type { Platform } from '../platform.ts';
import type { Kept } from '../store/kept.ts';
import type { BroadcastPort, Channel } from '../tabs/tab-ports.ts';
import type { Draft, HeldDraft } from './held-draft.ts';
import { isNothing, noDraft, nothingHeld, placeOfDraft } from './held-draft.ts';

/** As the device keeps it: drafts of earlier versions have no more than what a draft is. */
export type KeptDrafts = Readonly<Record<string, Draft & Partial<Omit<HeldDraft, 'draft'>>>>;

/** One of all drafts of a person. */
export interface PlacedDraft {
  /** See `Talkable.draftKey`. */
  readonly key: string;
  readonly conversationId: Id;
  readonly threadRootId: Id | null;
  readonly draft: Draft;
  /** When it was last written on. */
  readonly atMs: number;
}

/** The drafts of this device in the hands of who keeps them in sync with those of others. */
export interface DraftShelf {
  readonly held: ReadonlyMap<string, HeldDraft>;
  /** The draft whose field the person is in. */
  readonly writing: string | null;
  put(key: string, held: HeldDraft | null, how?: { isMet?: boolean }): void;
}

/** Keeps drafts in sync with the person's other devices. */
export interface DraftSyncHand {
  /** Something was written: by this tab, or by another, which most likely tells it itself. */
  written(by: 'us' | 'others'): void;
  /** Another device may have written: `all` after an uncertainty. */
  refresh(what: 'all' | 'news'): void;
  close(): void;
}

export interface DraftsOptions {
  readonly account: Id;
  readonly kept: Kept<KeptDrafts>;
  readonly broadcast: BroadcastPort;
  readonly platform: Platform;
  readonly network: Network;
  /** Fetched when the first picture is there. */
  readonly loadSync: (shelf: DraftShelf) => Promise<DraftSyncHand>;
}

interface TabMessage {
  readonly key: string;
  readonly held: HeldDraft | null;
  /** It comes from another device. */
  readonly isMet: boolean;
}

/** The drafts of one account, the same in all tabs, kept over reloads, and in sync with the person's other devices. */
export class Drafts implements DraftShelf {
  readonly held = new Map<string, HeldDraft>();
  readonly #options: DraftsOptions;
  readonly #listeners = new Listeners();
  /** Written in this opening: what the device remembers of them is older. */
  readonly #touched = new Set<string>();
  readonly #channel: Channel;
  readonly #leaveNetwork: () => void;
  #all: readonly PlacedDraft[] | null = null;
  #writing: string | null = null;
  #sync: DraftSyncHand | null = null;
  #isLoading = false;
  #isClosed = false;

  constructor(options: DraftsOptions) {
    this.#options = options;
    this.#channel = options.broadcast.open(`nova-drafts.2:${options.account}`, (message) =>
      this.#hear(message as TabMessage),
    );
    this.#leaveNetwork = options.network.onChange((online) => online && void this.#loadSync());
  }

  /** Never rejects. */
  async start(): Promise<void> {
    for (const [key, kept] of Object.entries((await this.#options.kept.load()) ?? {})) {
      if (this.#touched.has(key)) continue;
      const { base = null, told = null, rests = false, atMs = this.#options.platform.nowMs(), ...draft } = kept;
      this.held.set(key, { draft, base, told, rests, atMs });
    }
    this.#changed();
    void this.#loadSync();
  }

  /** The same object until it changes. */
  get(key: string): Draft | null {
    const draft = this.held.get(key)?.draft;
    return draft && !isNothing(draft) ? draft : null;
  }

  /** All with a text, whichever was written on last first; the same object until one changes. */
  get all(): readonly PlacedDraft[] {
    this.#all ??= [...this.held]
      .filter(([, { draft }]) => draft.body.trim() !== '' || (draft.other ?? '') !== '')
      .map(([key, { draft, atMs }]) => ({ key, ...placeOfDraft(key), draft, atMs }))
      .toSorted((a, b) => b.atMs - a.atMs);
    return this.#all;
  }

  get writing(): string | null {
    return this.#writing;
  }

  set(key: string, draft: Draft | null): void {
    const known = this.held.get(key) ?? nothingHeld;
    const next = draft && !isNothing(draft) ? draft : noDraft;
    if (isSameDraft(known.draft, next)) return;
    this.put(key, { ...known, draft: next, rests: false, atMs: this.#options.platform.nowMs() });
    this.#sync?.written('us');
  }

  /** The person is in the field of this draft: it is not overwritten. */
  hold(key: string): void {
    this.#writing = key;
  }

  release(key: string): void {
    if (this.#writing === key) this.#writing = null;
  }

  /** Another device may have written: `all` after an uncertainty. */
  refresh(what: 'all' | 'news'): void {
    // Who comes later begins with everything.
    if (this.#sync) this.#sync.refresh(what);
    else void this.#loadSync();
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Idempotent. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#isClosed = true;
    this.#sync?.close();
    this.#leaveNetwork();
    this.#channel.close();
    this.#listeners.clear();
    await this.#options.kept.close(how);
  }

  put(key: string, held: HeldDraft | null, { isMet = false } = {}): void {
    this.#note(key, held);
    this.#channel.post({ key, held, isMet });
    const kept = [...this.held].filter(([, { draft, base }]) => !isNothing(draft) || (base?.body ?? '') !== '');
    this.#options.kept.save(Object.fromEntries(kept.map(([id, { draft, ...more }]) => [id, { ...draft, ...more }])));
    // What was sent must not stand in the field again after a reload.
    if (!held || isNothing(held.draft)) void this.#options.kept.flush();
  }

  #hear({ key, held, isMet }: TabMessage): void {
    // The field that the person is in, in this tab: it meets the other device's text by itself.
    const isWritten = this.#writing === key && (this.held.get(key)?.draft.body ?? '').trim() !== '';
    if (isMet && isWritten) return this.refresh('all');
    this.#note(key, held);
    this.#sync?.written('others');
  }

  #note(key: string, held: HeldDraft | null): void {
    this.#touched.add(key);
    if (held) this.held.set(key, held);
    else this.held.delete(key);
    this.#changed();
  }

  #changed(): void {
    this.#all = null;
    this.#listeners.tell();
  }

  /** Without it, drafts are those of this device; it is tried again when there is a network again. */
  async #loadSync(): Promise<void> {
    if (this.#sync || this.#isLoading || this.#isClosed) return;
    this.#isLoading = true;
    const sync = await this.#options.loadSync(this).catch(() => null);
    this.#isLoading = false;
    if (this.#isClosed) sync?.close();
    else this.#sync = sync;
    this.#sync?.refresh('all');
  }
}

function isSameDraft(a: Draft, b: Draft): boolean {
  return (
    a.body === b.body &&
    a.replyToId === b.replyToId &&
    (a.other ?? null) === (b.other ?? null) &&
    a.editing?.body === b.editing?.body &&
    JSON.stringify(a.editing?.target) === JSON.stringify(b.editing?.target)
  );
}

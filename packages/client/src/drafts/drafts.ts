import type { Id } from '@nova/contract';
import { Listeners } from '../listeners.ts';
import type { MessageTarget } from '../outbox/entry.ts';
import type { Kept } from '../store/kept.ts';
import type { BroadcastPort, Channel } from '../tabs/tab-ports.ts';

/** What a person has begun to write in a conversation. */
export interface Draft {
  readonly body: string;
  readonly replyToId: Id | null;
  /** An own message that is being edited; `body` and `replyToId` wait meanwhile. */
  readonly editing?: {
    readonly target: MessageTarget;
    /** The version that the person saw. */
    readonly version: number;
    readonly body: string;
  } | null;
}

export type KeptDrafts = Readonly<Record<Id, Draft>>;

interface TabMessage {
  readonly conversationId: Id;
  readonly draft: Draft | null;
}

/** The drafts of one account, the same in all tabs, kept over reloads. */
export class Drafts {
  readonly #kept: Kept<KeptDrafts>;
  readonly #listeners = new Listeners();
  readonly #drafts = new Map<Id, Draft>();
  /** Written in this opening: what the device remembers of them is older. */
  readonly #touched = new Set<Id>();
  readonly #channel: Channel;

  constructor({ account, kept, broadcast }: { account: Id; kept: Kept<KeptDrafts>; broadcast: BroadcastPort }) {
    this.#kept = kept;
    this.#channel = broadcast.open(`nova-drafts:${account}`, (message) => {
      const { conversationId, draft } = message as TabMessage;
      this.#put(conversationId, draft);
    });
  }

  /** Never rejects. */
  async start(): Promise<void> {
    for (const [id, draft] of Object.entries((await this.#kept.load()) ?? {})) {
      if (!this.#touched.has(id)) this.#drafts.set(id, draft);
    }
    this.#listeners.tell();
  }

  /** The same object until it changes. */
  get(conversationId: Id): Draft | null {
    return this.#drafts.get(conversationId) ?? null;
  }

  /** An empty one that answers and edits nothing is none. */
  set(conversationId: Id, draft: Draft | null): void {
    const next = draft && (draft.body.trim() !== '' || draft.replyToId !== null || draft.editing) ? draft : null;
    const known = this.get(conversationId);
    if (isSame(known, next)) return;
    this.#put(conversationId, next);
    this.#channel.post({ conversationId, draft: next });
    this.#kept.save(Object.fromEntries(this.#drafts));
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Idempotent. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#channel.close();
    this.#listeners.clear();
    await this.#kept.close(how);
  }

  #put(conversationId: Id, draft: Draft | null): void {
    this.#touched.add(conversationId);
    if (draft) this.#drafts.set(conversationId, draft);
    else this.#drafts.delete(conversationId);
    this.#listeners.tell();
  }
}

function isSame(a: Draft | null, b: Draft | null): boolean {
  return (
    a?.body === b?.body &&
    a?.replyToId === b?.replyToId &&
    a?.editing?.body === b?.editing?.body &&
    JSON.stringify(a?.editing?.target) === JSON.stringify(b?.editing?.target)
  );
}

import type { Id } from '@nova/contract';
import type { MessageTarget } from '../outbox/entry.ts';

/** What a person has begun to write in a conversation or a thread. */
export interface Draft {
  readonly body: string;
  readonly replyToId: Id | null;
  /** An own message that is being edited; `body` and `replyToId` wait meanwhile. On this device only. */
  readonly editing?: {
    readonly target: MessageTarget;
    /** The version that the person saw. */
    readonly version: number;
    readonly body: string;
  } | null;
  /** What the person wrote here on another device meanwhile, and what does not stand here: offered until it is taken or given up. */
  readonly other?: string | null;
}

/** What the server had last, as far as this device knows. */
export interface DraftBase {
  readonly version: number;
  readonly body: string;
  readonly replyToId: Id | null;
}

/** A draft on this device, and how it stands to the server's. */
export interface HeldDraft {
  readonly draft: Draft;
  readonly base: DraftBase | null;
  /** What this device told and had no answer to: the server may have it. */
  readonly told: Pick<DraftBase, 'body' | 'replyToId'> | null;
  /** Kept as it is because the person was in the field, though a newer one is known: told only when they write on. */
  readonly rests: boolean;
  readonly atMs: number;
}

export const noDraft: Draft = { body: '', replyToId: null };
export const nothingHeld: HeldDraft = { draft: noDraft, base: null, told: null, rests: false, atMs: 0 };

/** An empty draft that answers, edits and offers nothing is none. */
export function isNothing({ body, replyToId, editing, other }: Draft): boolean {
  return body.trim() === '' && replyToId === null && !editing && !other;
}

/** Of its key: see `Talkable.draftKey`. */
export function placeOfDraft(key: string): { conversationId: Id; threadRootId: Id | null } {
  const [conversationId = key, threadRootId = null] = key.split(':');
  return { conversationId, threadRootId };
}

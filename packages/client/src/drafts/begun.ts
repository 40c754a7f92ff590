import type { Id } from '@nova/contract';
import type { TrayFile } from '../trays/trays.ts';
import type { PlacedDraft } from './drafts.ts';
import type { Draft } from './held-draft.ts';
import { placeOfDraft } from './held-draft.ts';

/** What a person has begun in one place: a text, files that wait there, or both. */
export interface Begun {
  /** See `Talkable.draftKey`. */
  readonly key: string;
  readonly conversationId: Id;
  readonly threadRootId: Id | null;
  readonly draft: Draft | null;
  /** On this device only (Y7). */
  readonly files: readonly TrayFile[];
  /** When the text was last written on; of files alone nobody notes it. */
  readonly atMs: number | null;
}

const none: readonly TrayFile[] = [];

/**
 * All that a person has begun where they are: texts, whichever was written on last first, then files without one. What is
 * begun in a conversation that is not theirs any more is left out. Pure.
 */
export function begunOf(of: {
  readonly drafts: readonly PlacedDraft[];
  readonly trays: ReadonlyMap<string, readonly TrayFile[]>;
  readonly conversations: readonly { readonly id: Id }[];
}): readonly Begun[] {
  const { drafts, trays, conversations } = of;
  const written = new Set(drafts.map(({ key }) => key));
  const texts = drafts.map((placed): Begun => ({ ...placed, files: trays.get(placed.key) ?? none }));
  const files = [...trays]
    .filter(([key, all]) => all.length > 0 && !written.has(key))
    .map(([key, all]): Begun => ({ key, ...placeOfDraft(key), draft: null, files: all, atMs: null }));
  const theirs = new Set(conversations.map(({ id }) => id));
  return [...texts, ...files].filter(({ conversationId }) => theirs.has(conversationId));
}

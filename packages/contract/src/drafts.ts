import { z } from 'zod';
import { uuidSchema } from './ids.ts';
import { instantSchema } from './instants.ts';
import { captionSchema } from './text.ts';

export const setDraftInput = z.object({
  conversationId: uuidSchema,
  /** Of a reply in a thread. */
  threadRootId: uuidSchema.optional(),
  /** Empty, and answering nothing: there is none any more. */
  body: captionSchema,
  replyToId: uuidSchema.optional(),
  /** The version that this text was written after; 0: one knew of none. */
  baseVersion: z.number().int().min(0).max(2_147_483_646),
});
export type SetDraftInput = z.infer<typeof setDraftInput>;

/** What a person has begun to write in a conversation or a thread: one for each, the same on all devices. */
export interface SavedDraft {
  conversationId: string;
  threadRootId: string | null;
  /** Empty once it was sent or taken back; such rows are told for a while, so that other devices hear of it. */
  body: string;
  replyToId: string | null;
  /** Rises with every text. */
  version: number;
  at: string;
}

/** `accepted` is false when another device has written since `baseVersion`: nothing was changed, `draft` is what it wrote. */
export interface SetDraftOutput {
  accepted: boolean;
  draft: SavedDraft;
}

export const listDraftsInput = z.object({
  /** Only what changed after this (`at` of a draft); all of them without it. */
  since: instantSchema.optional(),
});

export interface ListDraftsOutput {
  drafts: SavedDraft[];
}

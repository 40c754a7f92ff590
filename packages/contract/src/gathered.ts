import { z } from 'zod';
import { limits } from './limits.ts';
import type { Excerpt } from './threads.ts';

/** A message that is pinned, and by whom. */
export interface PinnedMessage {
  message: Excerpt;
  pinnedById: string;
  /** ISO 8601, UTC. */
  pinnedAt: string;
}

export const listMentionsInput = z.object({
  /** `next` of the page before. */
  after: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(limits.mentionsPageMax).default(30),
});
export type ListMentionsInput = z.infer<typeof listMentionsInput>;

/** Messages of others that mention one, the newest first. */
export interface ListMentionsOutput {
  mentions: Excerpt[];
  next: string | null;
}

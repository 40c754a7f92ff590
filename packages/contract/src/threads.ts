import { z } from 'zod';
import { seqSchema, uuidSchema } from './ids.ts';
import { limits } from './limits.ts';
import type { Message } from './message.ts';

export const threadInput = z.object({
  rootId: uuidSchema,
  /** Replies before this position; absent: the newest. */
  before: seqSchema.optional(),
  limit: z.number().int().min(1).max(limits.pageMax).default(limits.pageDefault),
});
export type ThreadInput = z.infer<typeof threadInput>;

/** One's own place in a thread. */
export interface ThreadPlace {
  following: boolean;
  /** Replies up to here count as read. */
  readSeq: number;
}

/** Replies of one thread, oldest first, and the point of the log at which they and their root are true (D6). */
export interface ThreadOutput {
  /** Without its text once it is deleted. */
  root: Message;
  messages: Message[];
  asOfSeq: number;
  cursor: string;
  hasMoreBefore: boolean;
  place: ThreadPlace;
}

export const followThreadInput = z.object({ rootId: uuidSchema, on: z.boolean() });
export const readThreadInput = z.object({ rootId: uuidSchema, seq: seqSchema });

/** One's place in a thread after a command. */
export interface ThreadPlaceOutput extends ThreadPlace {
  rootId: string;
  conversationId: string;
}
/** `changed` is false when it was so already. */
export interface FollowThreadOutput extends ThreadPlaceOutput {
  changed: boolean;
}

export const listThreadsInput = z.object({
  /** `next` of the page before. */
  after: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(limits.threadsPageMax).default(20),
});
export type ListThreadsInput = z.infer<typeof listThreadsInput>;

/** The beginning of a message, for lists of what is elsewhere. */
export interface Excerpt {
  id: string;
  conversationId: string;
  seq: number;
  senderId: string;
  sentAt: string;
  threadRootId: string | null;
  /** Up to `limits.quoteChars`; null once it is deleted. */
  body: string | null;
  /** The name of its first file, where a message without words would otherwise be nothing. */
  fileName?: string;
}

/** A thread that one follows. */
export interface FollowedThread {
  root: Excerpt;
  /** The newest reply; deleted ones are passed over. */
  last: Excerpt | null;
  replies: number;
  readSeq: number;
  /** Replies of others after `readSeq` (T5); stops at `limits.unreadCap`. */
  unread: number;
}

/** Threads one follows: those with something unread first, then whichever was replied to last. */
export interface ListThreadsOutput {
  threads: FollowedThread[];
  next: string | null;
}

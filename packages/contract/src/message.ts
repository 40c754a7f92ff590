import { z } from 'zod';
import type { Notice } from './notices.ts';
import { limits } from './limits.ts';
import { seqSchema, uuidSchema } from './ids.ts';
import { reachWords } from './mentions.ts';
import { attachmentIdsSchema, attachmentSchema } from './files.ts';
import { linkPreviewSchema } from './previews.ts';
import { bodySchema, captionSchema, emojiSchema } from './text.ts';

/** What became of a message as the root of a thread. Computed from its replies that are not deleted. */
export const threadSummarySchema = z.object({
  replies: z.number().int().positive(),
  /** The newest reply: where it stands in the log, and when it was written. */
  lastSeq: seqSchema,
  lastAt: z.string(),
  /** Who replied, whoever did so last first; at most `limits.threadFaces`. */
  userIds: z.array(uuidSchema),
});
export type ThreadSummary = z.infer<typeof threadSummarySchema>;

/** A message as a reader sees it now. `body` is null once it is deleted; nothing else then tells what it said. */
export const messageSchema = z.object({
  id: uuidSchema,
  conversationId: uuidSchema,
  /** The position of its creation in the log: messages are shown in this order. */
  seq: seqSchema,
  senderId: uuidSchema,
  /** The sender's idempotency key. */
  clientId: uuidSchema,
  body: z.string().nullable(),
  /** 1 for a message never edited; one more for each edit. */
  version: z.number().int().positive(),
  /** ISO 8601, UTC. Imported messages keep the time they were first written. */
  sentAt: z.string(),
  editedAt: z.string().nullable(),
  deletedAt: z.string().nullable(),
  deletedById: uuidSchema.nullable(),
  replyToId: uuidSchema.nullable(),
  /** The message whose thread it is in: then the timeline leaves it out, unless it was also sent to the conversation. */
  threadRootId: uuidSchema.nullable(),
  alsoSent: z.boolean().optional(),
  /** Whom it mentioned at once when it was sent; absent for nobody. Whatever became of its text since. */
  reach: z.enum(reachWords).optional(),
  /** Of a root that has replies; it stays when the root is deleted. */
  thread: threadSummarySchema.optional(),
  /** Who reacted, by emoji, in the order of the first reaction. */
  reactions: z.array(z.object({ emoji: z.string(), userIds: z.array(uuidSchema) })),
  pinned: z.boolean(),
  /** Its files, in the order they were sent in. Absent when there are none, and once it is deleted (X1). */
  attachments: z.array(attachmentSchema).optional(),
  /** What is shown of its links, in their order. Absent when there is nothing, and once it is deleted (X1). */
  previews: z.array(linkPreviewSchema).optional(),
});
export type Message = z.infer<typeof messageSchema>;

export const sendInput = z
  .object({
    conversationId: uuidSchema,
    /** Idempotency key made by the sender: the same one again is the same message (W6). */
    clientId: uuidSchema,
    /** May be empty when there are files. */
    body: captionSchema,
    replyToId: uuidSchema.optional(),
    /** Replies in the thread of this message, which is itself in no thread (T1). */
    threadRootId: uuidSchema.optional(),
    /** The reply is shown in the conversation too. */
    alsoSend: z.boolean().optional(),
    /** Forwards this message, which the caller may read; its link stands in the body. */
    forwardOfId: uuidSchema.optional(),
    /** Own files that are not in any message yet (F1). */
    attachmentIds: attachmentIdsSchema.optional(),
  })
  .refine(({ threadRootId, alsoSend }) => threadRootId !== undefined || alsoSend !== true, {
    message: 'only a reply in a thread is also sent',
  })
  .refine(({ body, attachmentIds }) => attachmentIds !== undefined || body.trim().length > 0, {
    message: 'must not be empty',
    path: ['body'],
  });
export type SendInput = z.infer<typeof sendInput>;

/** The answer to a send: committed (W7). `duplicate` is true when an earlier send had already made the message. */
export interface SendOutput {
  messageId: string;
  conversationId: string;
  seq: number;
  sentAt: string;
  duplicate: boolean;
}

export const editInput = z.object({
  messageId: uuidSchema,
  /** The version the caller saw: another one is VERSION_CONFLICT (W3). */
  expectedVersion: z.number().int().positive().max(2_147_483_647),
  body: bodySchema,
});
export type EditInput = z.infer<typeof editInput>;
export interface EditOutput {
  messageId: string;
  version: number;
  seq: number;
}

export const deleteInput = z.object({ messageId: uuidSchema });
export type DeleteInput = z.infer<typeof deleteInput>;
/** `seq` is the position of the deletion; deleting again answers with the first one (W5). */
export interface DeleteOutput {
  messageId: string;
  seq: number;
}

export const reactInput = z.object({ messageId: uuidSchema, emoji: emojiSchema, on: z.boolean() });
export type ReactInput = z.infer<typeof reactInput>;

export const pinInput = z.object({ messageId: uuidSchema, on: z.boolean() });
export type PinInput = z.infer<typeof pinInput>;

/** `changed` is false when it was so already; then no event was made and `seq` is the newest of the log. */
export interface ToggleOutput {
  messageId: string;
  changed: boolean;
  seq: number;
}

export const listInput = z
  .object({
    conversationId: uuidSchema,
    before: seqSchema.optional(),
    after: seqSchema.optional(),
    around: seqSchema.optional(),
    limit: z.number().int().min(1).max(limits.pageMax).default(limits.pageDefault),
  })
  .refine((page) => [page.before, page.after, page.around].filter((at) => at !== undefined).length <= 1, {
    message: 'give one of before, after, around',
  });
export type ListInput = z.infer<typeof listInput>;

/** A page of history, oldest first, and the point of the log at which it is true (D6). */
export interface ListOutput {
  messages: Message[];
  /**
   * What else happened between these messages, and before the first or after the last one where no message follows,
   * oldest first; neighbouring pages may tell the same. At most `limits.noticesPerPage`, the newest.
   */
  notices: Notice[];
  /** There were more notices than that. */
  noticesCut: boolean;
  asOfSeq: number;
  /** Subscribe from here and nothing is missed. */
  cursor: string;
  hasMoreBefore: boolean;
  hasMoreAfter: boolean;
}

export const quotesInput = z.object({ messageIds: z.array(uuidSchema).min(1).max(limits.quotesMax) });
/** What a reply shows of the message it answers. */
export interface Quote {
  id: string;
  conversationId: string;
  seq: number;
  senderId: string;
  version: number;
  /** The beginning, up to `limits.quoteChars`; null once it is deleted. */
  body: string | null;
  /** The name of its first file; absent when there is none, and once it is deleted. */
  fileName?: string;
}

export const revisionsInput = z.object({ messageId: uuidSchema });
/** Every text the message has had, oldest first; the last one is the current one. */
export interface Revision {
  version: number;
  body: string;
  at: string;
}

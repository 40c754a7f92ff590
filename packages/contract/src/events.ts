import { z } from 'zod';
import { seqSchema, uuidSchema } from './ids.ts';
import { attachmentSchema } from './files.ts';
import { roleSchema } from './conversation.ts';
import { eventVersion } from './event-version.ts';
import { reachWords } from './mentions.ts';
import { threadSummarySchema } from './message.ts';
import { linkPreviewSchema } from './previews.ts';

const head = {
  v: z.literal(eventVersion),
  conversationId: uuidSchema,
  /** Position in the conversation's log: 1, 2, 3 … (L1). */
  seq: seqSchema,
  /** When it was committed, ISO 8601, UTC. Never an order: `seq` is. */
  at: z.string(),
  actorId: uuidSchema,
};

/**
 * What happened in a conversation. An event tells the same from every tier and at any time,
 * with one exception: once a message is deleted, the bodies in its earlier events read null (X1).
 */
export const eventSchema = z.discriminatedUnion('type', [
  z.object({
    ...head,
    type: z.literal('message.created'),
    messageId: uuidSchema,
    clientId: uuidSchema,
    /** Who wrote it; differs from `actorId` only for imported messages. */
    senderId: uuidSchema,
    body: z.string().nullable(),
    sentAt: z.string(),
    replyToId: uuidSchema.nullable(),
    threadRootId: uuidSchema.nullable(),
    /** A reply in a thread that the timeline shows too; absent otherwise. */
    alsoSent: z.boolean().optional(),
    /** Whom it mentions at once; absent for nobody. */
    reach: z.enum(reachWords).optional(),
    /** Absent when there are none, and once the message is deleted. */
    attachments: z.array(attachmentSchema).optional(),
  }),
  z.object({
    ...head,
    type: z.literal('message.edited'),
    messageId: uuidSchema,
    version: z.number().int().positive(),
    body: z.string().nullable(),
    /** When it was changed, if that was not `at`: an imported message keeps its times. */
    editedAt: z.string().optional(),
  }),
  z.object({
    ...head,
    type: z.literal('message.deleted'),
    messageId: uuidSchema,
    /** When it was deleted, if that was not `at`; an import may not know by whom, and `deletedById` is null then. */
    deletedAt: z.string().optional(),
    deletedById: uuidSchema.nullable().optional(),
    /** Of a reply in a thread: its root, and what is left of the thread; null for nothing (T3). */
    threadRootId: uuidSchema.optional(),
    thread: threadSummarySchema.nullable().optional(),
  }),
  z.object({ ...head, type: z.literal('reaction.changed'), messageId: uuidSchema, emoji: z.string(), on: z.boolean() }),
  /** What is shown of the links of a message is this now, all of it: they were looked up, edited away, or taken off by `actorId`. */
  z.object({
    ...head,
    type: z.literal('message.previewed'),
    messageId: uuidSchema,
    /** Absent for none, and once the message is deleted. */
    previews: z.array(linkPreviewSchema).optional(),
  }),
  z.object({ ...head, type: z.literal('pin.changed'), messageId: uuidSchema, on: z.boolean() }),
  z.object({ ...head, type: z.literal('member.added'), userId: uuidSchema, role: roleSchema }),
  /** `userId` left (then it is `actorId`) or was removed; the subscriptions of `userId` end with this event (D7). */
  z.object({ ...head, type: z.literal('member.removed'), userId: uuidSchema }),
  z.object({ ...head, type: z.literal('member.roleChanged'), userId: uuidSchema, role: roleSchema }),
  z.object({
    ...head,
    type: z.literal('conversation.updated'),
    title: z.string().nullable(),
    topic: z.string(),
    /** Which of the two is another one now; absent in events older than this field. */
    changed: z.array(z.enum(['title', 'topic'])).optional(),
  }),
]);
export type NovaEvent = z.infer<typeof eventSchema>;
export type EventType = NovaEvent['type'];

/** The event of one type. */
export type EventOf<T extends EventType> = Extract<NovaEvent, { type: T }>;

/** Told instead of events when the cursor is too far behind or of another epoch (D5, D9): load a page, go on from there. */
export const resetSchema = z.object({ type: z.literal('reset'), conversationId: uuidSchema, seq: seqSchema });
export type Reset = z.infer<typeof resetSchema>;

/** What `conversation.events` yields. Each item is tracked; its id is the cursor after it. */
export type LogItem = NovaEvent | Reset;

export const eventsInput = z.object({
  conversationId: uuidSchema,
  /**
   * The cursor to go on after: from `message.list`, or the id of the last event seen.
   * Absent: from now on.
   */
  lastEventId: z.string().max(64).nullish(),
});

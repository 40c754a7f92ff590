import { z } from 'zod';
import { kindSchema, roleSchema } from './conversation.ts';
import { uuidSchema } from './ids.ts';

const instantSchema = z.iso.datetime();
const doneSchema = z.object({ at: instantSchema, byId: uuidSchema.nullable() });

/** What an export says of a file; its bytes, if they were exported too, lie beside it under its id. */
export const exportedFileSchema = z.object({
  id: uuidSchema,
  name: z.string(),
  /** What a picture shows, in the words of who sent it. */
  alt: z.string().nullable(),
  type: z.string(),
  /** Bytes. */
  size: z.number().int().nonnegative(),
  /**
   * Of an export that takes files along, why this one is not in it: `gone` meanwhile, `refused` for good, or `beyond`
   * what there was room for. Absent: its bytes are there, or those of no file are.
   */
  missing: z.enum(['gone', 'refused', 'beyond']).optional(),
});

/** What an export says of a message that another one forwards: it may be in no conversation of the export. */
export const exportedForwardSchema = z.object({
  senderId: uuidSchema,
  sentAt: instantSchema,
  body: z.string(),
  files: z.array(exportedFileSchema),
});

/**
 * One line of an export: JSON, one record a line, in this order: the head; of each conversation itself, its members and
 * its messages, oldest first, and what of one's own is not said yet; at last the end, without which the file is cut off. People come before they are named.
 */
export const exportRecordSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('nova'),
    version: z.number().int().positive(),
    what: z.enum(['conversations', 'own']),
    exportedAt: instantSchema,
    /** Who exported it. */
    byId: uuidSchema,
  }),
  z.object({
    type: z.literal('person'),
    id: uuidSchema,
    name: z.string(),
    handle: z.string(),
    /** Of whoever exported it alone. */
    email: z.string().optional(),
  }),
  /** Of one's own data: where one is signed in. */
  z.object({
    type: z.literal('session'),
    createdAt: instantSchema,
    expiresAt: instantSchema,
    userAgent: z.string().nullable(),
  }),
  z.object({
    type: z.literal('conversation'),
    id: uuidSchema,
    kind: kindSchema,
    title: z.string().nullable(),
    topic: z.string(),
    createdAt: instantSchema,
  }),
  z.object({
    type: z.literal('member'),
    conversationId: uuidSchema,
    userId: uuidSchema,
    role: roleSchema,
    joinedAt: instantSchema,
  }),
  z.object({
    type: z.literal('message'),
    conversationId: uuidSchema,
    id: uuidSchema,
    senderId: uuidSchema,
    sentAt: instantSchema,
    replyToId: uuidSchema.nullable(),
    threadRootId: uuidSchema.nullable(),
    alsoSent: z.boolean().default(false),
    /** Every text it had, oldest first. None once it is deleted. */
    texts: z.array(z.object({ body: z.string(), at: instantSchema })),
    deleted: doneSchema.nullable(),
    reactions: z.array(z.object({ emoji: z.string(), userIds: z.array(uuidSchema) })),
    pinned: doneSchema.nullable(),
    files: z.array(exportedFileSchema).default([]),
    /** As it was when it was forwarded. */
    forwarded: exportedForwardSchema.optional(),
  }),
  /** Of one's own data: what one has begun to write there. */
  z.object({
    type: z.literal('draft'),
    conversationId: uuidSchema,
    threadRootId: uuidSchema.nullable(),
    replyToId: uuidSchema.nullable(),
    body: z.string(),
    at: instantSchema,
  }),
  /** Of one's own data: what is to be sent there, or was refused. */
  z.object({
    type: z.literal('scheduled'),
    conversationId: uuidSchema,
    threadRootId: uuidSchema.nullable(),
    replyToId: uuidSchema.nullable(),
    body: z.string(),
    dueAt: instantSchema,
    refusal: z.string().nullable(),
    files: z.array(exportedFileSchema).default([]),
  }),
  z.object({ type: z.literal('end'), conversations: z.number().int(), messages: z.number().int() }),
]);
export type ExportRecord = z.output<typeof exportRecordSchema>;

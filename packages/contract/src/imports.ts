import { z } from 'zod';
import { limits } from './limits.ts';
import { uuidSchema } from './ids.ts';
import { bodySchema, nameSchema, titleSchema, topicSchema } from './text.ts';

const sourceSchema = z.string().regex(/^[a-z0-9][a-z0-9:._-]{0,99}$/);

export const importChannelInput = z.object({
  /** Names what is imported, such as `irc:ubuntu:2004`: the same source is the same channel for ever. */
  source: sourceSchema,
  title: titleSchema,
  topic: topicSchema.default(''),
});

export const importAuthorsInput = z.object({
  source: sourceSchema,
  names: z.array(nameSchema).min(1).max(limits.importBatchMax),
});
/** Author name → user id. Asking again gives the same ids. */
export type ImportAuthorsOutput = Record<string, string>;

export const importMessagesInput = z.object({
  conversationId: uuidSchema,
  messages: z
    .array(
      z.object({
        /** Chosen by the importer, the same on every run: makes the import idempotent. */
        id: uuidSchema,
        senderId: uuidSchema,
        body: bodySchema,
        sentAt: z.iso.datetime(),
        replyToId: uuidSchema.nullable().default(null),
        /** The root of its thread: earlier in the channel or in this batch, and in no thread itself. */
        threadRootId: uuidSchema.nullable().default(null),
        /** A reply in a thread that the timeline shows too. */
        alsoSent: z.boolean().default(false),
      }),
    )
    .min(1)
    .max(limits.importBatchMax),
});
export type ImportMessagesInput = z.infer<typeof importMessagesInput>;
export interface ImportMessagesOutput {
  inserted: number;
  duplicates: number;
  lastSeq: number;
}

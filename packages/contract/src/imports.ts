import { z } from 'zod';
import { kindSchema, roleSchema } from './conversation.ts';
import { limits } from './limits.ts';
import { uuidSchema } from './ids.ts';
import { bodySchema, captionSchema, emojiSchema, handleSchema, nameSchema, titleSchema, topicSchema } from './text.ts';

const sourceSchema = z.string().regex(/^[a-z0-9][a-z0-9:._-]{0,99}$/);

/** Names a person within a source for ever: a Slack user id, a nick. */
const keySchema = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => !text.includes('\u0000') && text.isWellFormed(), 'not valid Unicode text');

export const importChannelInput = z.object({
  /** Names what is imported, such as `irc:ubuntu:2004`: the same source is the same channel for ever. */
  source: sourceSchema,
  title: titleSchema,
  topic: topicSchema.default(''),
});

export const importConversationInput = z.object({
  /** The same source is the same conversation for ever; an import adds to what was made under it, and to nothing else. */
  source: sourceSchema,
  kind: kindSchema,
  title: titleSchema.nullable(),
  topic: topicSchema.default(''),
  /** When it was begun; absent: now. */
  createdAt: z.iso.datetime().optional(),
});
export interface ImportConversationOutput {
  conversationId: string;
  /** False when it was there. */
  made: boolean;
}

export const importAuthorsInput = z.object({
  source: sourceSchema,
  names: z.array(nameSchema).min(1).max(limits.importBatchMax),
});
/** Author name → user id. Asking again gives the same ids. */
export type ImportAuthorsOutput = Record<string, string>;

export const importPeopleInput = z.object({
  source: sourceSchema,
  people: z
    .array(
      z.object({
        key: keySchema,
        name: nameSchema,
        /** Theirs if nobody has it; else it gets an end that nobody has. */
        handle: handleSchema.optional(),
        /** Whoever proves to have this address is this person. Shown to nobody but operators. */
        email: z.email().max(320).toLowerCase().optional(),
      }),
    )
    .min(1)
    .max(limits.importBatchMax),
  /** The operator vouches that accounts have the addresses they were made with: then unproven ones count too. */
  trustAddresses: z.boolean().default(false),
});
export type ImportPeopleInput = z.infer<typeof importPeopleInput>;
export interface ImportedPerson {
  userId: string;
  handle: string;
  /** `account`: somebody who is here. `placeholder`: nobody yet; they can claim it. */
  standing: 'account' | 'placeholder';
}
/** Key → person. Asking again gives the same people, whatever became of their addresses. */
export type ImportPeopleOutput = Record<string, ImportedPerson>;

const doneSchema = z.object({ at: z.iso.datetime(), byId: uuidSchema.nullable().default(null) });

export const importMessagesInput = z.object({
  conversationId: uuidSchema,
  messages: z
    .array(
      z
        .object({
          /** Chosen by the importer, the same on every run: makes the import idempotent. */
          id: uuidSchema,
          senderId: uuidSchema,
          /** As it was first written, empty only beside files; null for a message of which only its deletion is known. */
          body: captionSchema.nullable(),
          /** Its files, uploaded by the importer under ids that its source gives them, and in no message yet. */
          fileIds: z
            .array(uuidSchema)
            .max(limits.filesPerMessage)
            .refine((ids) => new Set(ids).size === ids.length, 'the same file twice')
            .default([]),
          sentAt: z.iso.datetime(),
          replyToId: uuidSchema.nullable().default(null),
          /** The root of its thread: earlier in the conversation or in this batch, and in no thread itself. */
          threadRootId: uuidSchema.nullable().default(null),
          /** A reply in a thread that the timeline shows too. */
          alsoSent: z.boolean().default(false),
          /** What it was changed to, oldest first. */
          edits: z
            .array(z.object({ body: bodySchema, at: z.iso.datetime() }))
            .max(limits.importEditsMax)
            .default([]),
          deleted: doneSchema.nullable().default(null),
          /** In the order in which they are shown. */
          reactions: z
            .array(z.object({ emoji: emojiSchema, userIds: z.array(uuidSchema).min(1).max(limits.importReactionsMax) }))
            .max(limits.reactionsPerMessage)
            .default([]),
          pinned: doneSchema.nullable().default(null),
        })
        .refine(({ body, deleted }) => (body === null) === (deleted !== null), 'a text, or a deletion')
        .refine(({ body, fileIds }) => body === null || fileIds.length > 0 || body.trim() !== '', 'must not be empty')
        .refine(
          ({ deleted, edits, reactions, pinned, fileIds }) =>
            deleted === null || edits.length + reactions.length + fileIds.length + (pinned === null ? 0 : 1) === 0,
          'nothing is left of what was deleted',
        ),
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

export const missingFilesInput = z.object({
  messages: z
    .array(
      z.object({
        /** Of a message that is to be imported. */
        id: uuidSchema,
        fileIds: z.array(uuidSchema).min(1).max(limits.filesPerMessage),
      }),
    )
    .min(1)
    .max(limits.importBatchMax),
});
export type MissingFilesInput = z.infer<typeof missingFilesInput>;

export const importMembersInput = z.object({
  conversationId: uuidSchema,
  members: z
    .array(z.object({ userId: uuidSchema, role: roleSchema, joinedAt: z.iso.datetime().optional() }))
    .min(1)
    .max(limits.groupMembersMax),
});
export type ImportMembersInput = z.infer<typeof importMembersInput>;

/** What an imported conversation amounts to, for the importer's own accounts. */
export interface ImportStats {
  lastSeq: number;
  messages: number;
  deleted: number;
  members: number;
}

/** A placeholder whose address is that of an account, and so may be the same person. */
export interface Claimable {
  placeholderId: string;
  name: string;
  /** Where it was imported from. */
  source: string;
  messages: number;
}

/** The same for operators, who may see addresses. */
export interface ClaimCandidate extends Claimable {
  email: string;
  userId: string;
  userName: string;
  userHandle: string;
  /** The account has proved to have the address. */
  proven: boolean;
}

export const claimInput = z.object({ placeholderId: uuidSchema });
export const operatorClaimInput = z.object({ placeholderId: uuidSchema, userId: uuidSchema });
export interface ClaimOutput {
  placeholderId: string;
  userId: string;
  /** Conversations that the person is in now because of it. */
  joined: number;
}

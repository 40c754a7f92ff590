import { z } from 'zod';
import type { Conversation, Member, UserProfile } from './conversation.ts';
import type { exportedFileSchema, exportedForwardSchema } from './export-format.ts';
import { seqSchema, uuidSchema } from './ids.ts';

export const exportPageInput = z.object({
  conversationId: uuidSchema,
  /** What follows this seq. */
  after: seqSchema.default(0),
  /** `own`: what the caller wrote, also under names of an import that they claimed. */
  only: z.enum(['everything', 'own']).default('everything'),
});
export type ExportPageInput = z.infer<typeof exportPageInput>;

/** A file of a message, without its bytes: whoever may read the message can have them by its id. */
export type ExportedFile = z.infer<typeof exportedFileSchema>;

/** What a message forwards. */
export type ExportedForward = z.infer<typeof exportedForwardSchema>;

/** A message with its history. Of a deleted one there is no text, no reaction and no pin left (X1). */
export interface ExportedMessage {
  id: string;
  seq: number;
  senderId: string;
  sentAt: string;
  replyToId: string | null;
  threadRootId: string | null;
  /** A reply in a thread that the timeline shows too. */
  alsoSent: boolean;
  /** Every text it had, oldest first; the last one is the current one. Empty once it is deleted. */
  texts: { body: string; at: string }[];
  deleted: { at: string; byId: string | null } | null;
  reactions: { emoji: string; userIds: string[] }[];
  pinned: { at: string; byId: string } | null;
  /** Its files, in their order; none once it is deleted. Absent from servers that speak an older wire. */
  files?: ExportedFile[];
  /** What it forwards, as that was then; absent when it forwards nothing, or that is deleted. */
  forwarded?: ExportedForward;
}

/** The next messages of an export, oldest first; true at one instant. */
export interface ExportPage {
  messages: ExportedMessage[];
  /** Everybody named in them. */
  people: UserProfile[];
  /** Go on after this seq; null when that was all. */
  next: number | null;
}

export const exportMembersInput = z.object({ conversationId: uuidSchema, after: uuidSchema.nullable().default(null) });
/** A conversation and its next members, by id. */
export interface ExportMembersPage {
  conversation: Conversation;
  members: Member[];
  /** Go on after this person; null when that was all. */
  next: string | null;
}

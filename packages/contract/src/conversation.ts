import { z } from 'zod';
import { limits } from './limits.ts';
import { seqSchema, uuidSchema } from './ids.ts';
import type { UserStatus } from './status.ts';
import { handleSchema, nameSchema, titleSchema, topicSchema } from './text.ts';

export const kindSchema = z.enum(['direct', 'group', 'channel']);
/** direct: two people, one conversation per pair. group: by invitation. channel: anybody may find and join it. */
export type ConversationKind = z.infer<typeof kindSchema>;

export const roleSchema = z.enum(['owner', 'admin', 'member']);
export type Role = z.infer<typeof roleSchema>;

export const muteSchema = z.enum(['all', 'mentions', 'nothing']);
/** What one wants to be told of: everything, mentions only, nothing. */
export type NotifyLevel = z.infer<typeof muteSchema>;

/** A person as others see them. */
export interface UserProfile {
  id: string;
  name: string;
  handle: string;
  image: string | null;
  /** True for an author made by an import, whom nobody has claimed. */
  placeholder: boolean;
  /** Of an author made by an import: who said to be them. Name and picture are that person's then. */
  claimedById?: string;
  /** Null: none. Absent where an answer does not tell, and from servers from before it was there. */
  status?: UserStatus | null;
}

export interface Member {
  user: UserProfile;
  role: Role;
  joinedAt: string;
}

export interface Conversation {
  id: string;
  kind: ConversationKind;
  title: string | null;
  topic: string;
  memberCount: number;
  lastSeq: number;
  createdAt: string;
}

/** One row of the conversations pane, computed from the log (A4). */
export interface ConversationSummary extends Conversation {
  role: Role;
  notify: NotifyLevel;
  /** Kept at the top by the caller; servers from before it was there leave it out. */
  favourite?: boolean;
  readSeq: number;
  /**
   * Messages of others after `readSeq`, deleted ones left out, and replies in threads too unless they were also sent or
   * mention the caller, who has not read them there; stops at `limits.unreadCap`.
   */
  unread: number;
  /** Those of them that mention the caller. */
  mentions: number;
  /** Threads one follows here that have replies of others after one's place in them (T5). */
  unreadThreads: number;
  /** The other person of a direct conversation. */
  peer: UserProfile | null;
  lastMessage: {
    id: string;
    seq: number;
    sender: UserProfile;
    preview: string | null;
    /** The name of its first file; absent when there is none. */
    fileName?: string;
    sentAt: string;
  } | null;
}

export const conversationInput = z.object({ conversationId: uuidSchema });
export const openDirectInput = z.object({ userId: uuidSchema });
export const createGroupInput = z.object({
  title: titleSchema,
  topic: topicSchema.default(''),
  /** `channel` makes a public one. */
  kind: z.enum(['group', 'channel']).default('group'),
  memberIds: z.array(uuidSchema).max(limits.groupMembersMax - 1),
});
export const updateInput = z
  .object({ conversationId: uuidSchema, title: titleSchema.optional(), topic: topicSchema.optional() })
  .refine((change) => change.title !== undefined || change.topic !== undefined, { message: 'nothing to change' });
export const addMembersInput = z.object({
  conversationId: uuidSchema,
  userIds: z.array(uuidSchema).min(1).max(limits.groupMembersMax),
});
export const removeMemberInput = z.object({ conversationId: uuidSchema, userId: uuidSchema });
export const setRoleInput = z.object({ conversationId: uuidSchema, userId: uuidSchema, role: roleSchema });
export const markReadInput = z.object({ conversationId: uuidSchema, seq: seqSchema });
/** From `seq` on, everything is unread again. */
export const markUnreadInput = z.object({ conversationId: uuidSchema, seq: seqSchema });
export const muteInput = z.object({ conversationId: uuidSchema, notify: muteSchema });
/** Whether it stands among the caller's favourites. */
export const favourInput = z.object({ conversationId: uuidSchema, on: z.boolean() });
export const browseInput = z.object({ query: z.string().max(limits.titleMaxChars).default('') });

export interface ChannelListing extends Conversation {
  joined: boolean;
}

export interface ConversationDetail {
  conversation: Conversation;
  me: { role: Role; notify: NotifyLevel; readSeq: number };
  /** Up to `limits.groupMembersMax`, owners first, then by name. */
  members: Member[];
}

export interface ConversationStats {
  lastSeq: number;
  messages: number;
  deleted: number;
  members: number;
  firstSentAt: string | null;
  lastSentAt: string | null;
}

/** What a command that appended events answers: the newest `seq` of the log after it. `changed` is false when it was so already. */
export interface ChangeOutput {
  conversationId: string;
  seq: number;
  changed: boolean;
}

/** How many others a mention of everybody reaches now, and whether the caller may. */
export interface ReachOutput {
  channel: number;
  here: number;
  may: boolean;
}

export interface ReadOutput {
  conversationId: string;
  readSeq: number;
}

export const updateProfileInput = z
  .object({ name: nameSchema.optional(), handle: handleSchema.optional() })
  .refine((change) => change.name !== undefined || change.handle !== undefined, { message: 'nothing to change' });
export const userSearchInput = z.object({
  query: z.string().max(limits.nameMaxChars),
  limit: z.number().int().min(1).max(50).default(20),
});
export const userLookupInput = z.object({ userIds: z.array(uuidSchema).min(1).max(limits.idsMax) });
export const revokeDeviceInput = z.object({ deviceId: uuidSchema });

export interface Me extends UserProfile {
  email: string;
}

/** A signed-in session; `deviceId` is its id, never its token. */
export interface Device {
  deviceId: string;
  current: boolean;
  createdAt: string;
  expiresAt: string;
  userAgent: string | null;
}

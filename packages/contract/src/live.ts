import { z } from 'zod';
import type { ConversationSummary, UserProfile } from './conversation.ts';
import type { SavedEntry } from './saved.ts';
import { limits } from './limits.ts';
import { uuidSchema } from './ids.ts';

/** What is a person's own and in no conversation's summary; `people`: what is known of others, which may be old. */
export type OwnThing = 'drafts' | 'scheduled' | 'saved' | 'people' | 'notifications';

/**
 * What `inbox.changes` yields: first everything, then what became different. Each item replaces what was known; `saved`
 * is all that one has saved and not done, absent when nothing of it is another one.
 */
export type InboxItem =
  | { type: 'snapshot'; conversations: ConversationSummary[]; saved?: SavedEntry[] }
  | {
      type: 'changed';
      conversations: ConversationSummary[];
      removed: string[];
      /** What else of the person's own became different: whoever shows it asks again. */
      own?: OwnThing[];
      saved?: SavedEntry[];
      /** People who are in a conversation with the caller, or the caller, as they are now (P1). */
      people?: UserProfile[];
    };

export const setTypingInput = z.object({ conversationId: uuidSchema, on: z.boolean() });

export const watchInput = z.object({
  conversationIds: z.array(uuidSchema).max(limits.idsMax).default([]),
  userIds: z.array(uuidSchema).max(limits.idsMax).default([]),
});

/** What `presence.watch` yields: lossy, never in the log, gone by itself (D11). */
export type PresenceItem =
  | { type: 'typing'; conversationId: string; userId: string; on: boolean; ttlMs: number }
  | { type: 'presence'; userId: string; online: boolean };

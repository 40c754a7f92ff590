import { z } from 'zod';
import type { Attachment } from './files.ts';
import { seqSchema, uuidSchema } from './ids.ts';
import { limits } from './limits.ts';

export const linkedInput = z.object({
  links: z
    .array(
      z.object({
        conversationId: uuidSchema,
        seq: seqSchema,
        /** The message that the link stands in: whoever reads it may read what it forwards. */
        inMessageId: uuidSchema.optional(),
      }),
    )
    .min(1)
    .max(limits.linksMax),
});
export type LinkedInput = z.infer<typeof linkedInput>;

/** What a link to a message shows to one reader, now. Links that show nothing to them are left out. */
export interface LinkedMessage {
  conversationId: string;
  seq: number;
  inMessageId: string | null;
  id: string;
  senderId: string;
  sentAt: string;
  threadRootId: string | null;
  /**
   * The beginning of what it says now, up to `limits.linkChars`; of a forwarded message all of what it said when it was
   * forwarded. May be empty when there are files.
   */
  body: string;
  /** The message that the link stands in forwards it. */
  forwarded: boolean;
  /** Whether the reader may go there. */
  member: boolean;
  /** Absent when there are none. */
  attachments?: Attachment[];
}

import { z } from 'zod';
import { type Attachment, attachmentIdsSchema } from './files.ts';
import { uuidSchema } from './ids.ts';
import { instantSchema } from './instants.ts';
import { bodySchema, captionSchema } from './text.ts';

export const scheduleInput = z
  .object({
    conversationId: uuidSchema,
    /** Names it, and is the idempotency key that it will be sent under: the same one again is the same message (W6). */
    clientId: uuidSchema,
    /** May be empty when there are files. */
    body: captionSchema,
    replyToId: uuidSchema.optional(),
    threadRootId: uuidSchema.optional(),
    alsoSend: z.boolean().optional(),
    /** Own files that are not in any message yet: kept until a day after it is due. */
    attachmentIds: attachmentIdsSchema.optional(),
    /** When it is to be sent; what is past by then is sent at once. At most `limits.scheduleAheadMs` ahead. */
    dueAt: instantSchema,
  })
  .refine(({ threadRootId, alsoSend }) => threadRootId !== undefined || alsoSend !== true, {
    message: 'only a reply in a thread is also sent',
  })
  .refine(({ body, attachmentIds }) => attachmentIds !== undefined || body.trim().length > 0, {
    message: 'must not be empty',
    path: ['body'],
  });
export type ScheduleInput = z.infer<typeof scheduleInput>;

const named = { clientId: uuidSchema };
export const scheduledInput = z.object(named);
export const changeScheduledInput = z
  .object({
    ...named,
    /** The version the caller saw: another one is VERSION_CONFLICT. */
    expectedVersion: z.number().int().positive().max(2_147_483_647),
    body: bodySchema.optional(),
    dueAt: instantSchema.optional(),
  })
  .refine(({ body, dueAt }) => body !== undefined || dueAt !== undefined, { message: 'nothing to change' });
export type ChangeScheduledInput = z.infer<typeof changeScheduledInput>;

/** A message that is sent later. */
export interface ScheduledMessage {
  clientId: string;
  conversationId: string;
  body: string;
  replyToId: string | null;
  threadRootId: string | null;
  alsoSend: boolean;
  /** Those of its files that are there, in their order. Absent when there are none. */
  attachments?: Attachment[];
  dueAt: string;
  /** 1 when it is made; one more for each change. */
  version: number;
  /** Why it was not sent when it was due: it stays until it is changed or cancelled. Null while it waits. */
  refusal: string | null;
}

/** What waits and what was refused, whichever is due first comes first. */
export interface ListScheduledOutput {
  scheduled: ScheduledMessage[];
}

export interface ScheduleOutput {
  clientId: string;
}

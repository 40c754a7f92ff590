import { z } from 'zod';
import { uuidSchema } from './ids.ts';
import { limits } from './limits.ts';
import type { Excerpt } from './threads.ts';

/** An instant that a person can mean. */
const remindAtSchema = z.iso
  .datetime()
  .refine((at) => Date.parse(at) >= Date.UTC(2000, 0) && Date.parse(at) < Date.UTC(2200, 0), 'too far away')
  .transform((at) => new Date(at).toISOString());

/** What a saved message is to be: to do or done, and when one wants to be reminded of it. */
export const savingSchema = z.object({
  done: z.boolean(),
  /** ISO 8601, UTC. What is in the past comes at once. Nobody is reminded of what is done. */
  remindAt: remindAtSchema.nullable(),
});
export type Saving = z.infer<typeof savingSchema>;

export const saveInput = z.object({
  messageId: uuidSchema,
  /** Null: not saved any more. */
  saving: savingSchema.nullable(),
});
export type SaveInput = z.infer<typeof saveInput>;

/** `changed` is false when it was so already. */
export interface SaveOutput {
  messageId: string;
  changed: boolean;
}

/** A message that one has saved: nobody else knows of it. */
export interface SavedEntry {
  messageId: string;
  conversationId: string;
  /** ISO 8601, UTC, as all times. */
  savedAt: string;
  /** When one is to be reminded; null when one is not, or was. */
  remindAt: string | null;
  /** The time of the reminder that has come; null before one has. */
  dueAt: string | null;
  /** Null as long as it is to do. */
  doneAt: string | null;
  /** Null while one may not read it: then nothing of it is told. */
  message: Excerpt | null;
}

export const listDoneInput = z.object({
  /** `next` of the page before. */
  after: z.string().max(100).optional(),
  limit: z.number().int().min(1).max(limits.savedPageMax).default(30),
});
export type ListDoneInput = z.infer<typeof listDoneInput>;

/** Saved messages that are done, what was done last first. */
export interface ListDoneOutput {
  entries: SavedEntry[];
  next: string | null;
}

import { z } from 'zod';
import { uuidSchema } from './ids.ts';
import { limits } from './limits.ts';

/** A file of a message as a reader sees it. It never changes: another file is another id. */
export const attachmentSchema = z.object({
  id: uuidSchema,
  /** Cleaned: no path, no control or direction characters (`cleanFileName`). */
  name: z.string(),
  /** What a picture shows, in the words of who sent it; null when they said nothing. */
  alt: z.string().nullable(),
  /** The media type, found out from the content and never believed (F2). */
  type: z.string(),
  /** Bytes, as it is handed out. */
  size: z.number().int().nonnegative(),
  /** Of pictures, in pixels as they are shown. */
  width: z.number().int().positive().nullable(),
  height: z.number().int().positive().nullable(),
  /** A ThumbHash in Base64: what a picture looks like until it is loaded. */
  placeholder: z.string().nullable(),
  /** Whether a smaller picture of it can be had. */
  preview: z.boolean(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** The files that a message brings (F1). */
export const attachmentIdsSchema = z
  .array(uuidSchema)
  .min(1)
  .max(limits.filesPerMessage)
  .refine((ids) => new Set(ids).size === ids.length, 'the same file twice');

export const uploadedInput = z.object({ fileIds: z.array(uuidSchema).min(1).max(limits.filesPerMessage) });

/** What an upload says of itself, in its address: nothing of it is believed but the name and the words. */
export const uploadFacts = z.object({
  name: z.string().max(1_000).default(''),
  alt: z
    .string()
    .max(limits.altMaxChars)
    .refine((text) => text.isWellFormed() && !text.includes('\u0000'))
    .default(''),
  /** The type that the sender takes it for: only ever chooses between names for one content. */
  type: z.string().max(200).default(''),
});

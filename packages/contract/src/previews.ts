import { z } from 'zod';
import { uuidSchema } from './ids.ts';

/**
 * What a page elsewhere says of itself, beside a message that links to it. Its words are those of its author: cleaned of
 * controls and of turned writing, shortened, and never believed. The same preview never changes.
 */
export const linkPreviewSchema = z.object({
  /** The link as it stands in the message, without its fragment. */
  url: z.string(),
  /** Where it led to in the end; of all this, the one thing that the page could not choose. */
  host: z.string(),
  /** What the page calls its site. */
  site: z.string().nullable(),
  title: z.string().nullable(),
  description: z.string().nullable(),
  /** Drawn anew, small, and served from here (`previewsPath`). */
  picture: z
    .object({
      id: uuidSchema,
      /** Pixels. */
      width: z.number().int().positive(),
      height: z.number().int().positive(),
      /** A ThumbHash in Base64. */
      placeholder: z.string(),
    })
    .nullable(),
});
export type LinkPreview = z.infer<typeof linkPreviewSchema>;

export const hidePreviewsInput = z.object({ messageId: uuidSchema });
export type HidePreviewsInput = z.infer<typeof hidePreviewsInput>;

import { z } from 'zod';
import { seqSchema, uuidSchema } from '../ids.ts';
import { limits } from '../limits.ts';

/** What a search may ask for beside words. All of it must hold; of operators that name people or places, any one of each. */
const filters = {
  conversationId: uuidSchema.optional(),
  senderId: uuidSchema.optional(),
  /** Only what was written before this instant. */
  before: z.iso.datetime({ offset: true }).optional(),
  /** Only what was written at this instant or after it. */
  after: z.iso.datetime({ offset: true }).optional(),
  has: z
    .array(z.enum(['link', 'reaction', 'file']))
    .max(3)
    .default([]),
  is: z
    .array(z.enum(['thread', 'reply', 'pinned']))
    .max(3)
    .default([]),
} as const;

export const searchInput = z
  .object({
    /** Words, "phrases", -exclusions, prefix*, and operators such as `from:ann`; may be empty when there is a filter. */
    text: z.string().max(limits.searchTextMaxChars).default(''),
    ...filters,
    sort: z.enum(['relevance', 'time']).default('relevance'),
    /** From the page before; opaque. */
    cursor: z.string().max(8_000).optional(),
    limit: z.number().int().min(1).max(limits.searchPageMax).default(limits.searchPageDefault),
  })
  .refine(
    ({ text, has, is, conversationId, senderId, before, after }) =>
      text.trim() !== '' || has.length + is.length > 0 || [conversationId, senderId, before, after].some(Boolean),
    { message: 'give words or a filter', path: ['text'] },
  );
export type SearchInput = z.infer<typeof searchInput>;

/** A piece of a found text. Plain text: nothing in it is markup. */
export const snippetPartSchema = z.object({ text: z.string(), isHit: z.boolean() });
export type SnippetPart = z.infer<typeof snippetPartSchema>;

/** A message that matches, with enough around the first match to judge it. */
export const searchHitSchema = z.object({
  messageId: uuidSchema,
  conversationId: uuidSchema,
  seq: seqSchema,
  senderId: uuidSchema,
  sentAt: z.string(),
  editedAt: z.string().nullable(),
  threadRootId: uuidSchema.nullable(),
  /** Of its text; of what was written on a forwarded message, for one that forwards. */
  snippet: z.array(snippetPartSchema),
  /** Of what it forwards, as that was then; absent when it forwards nothing, or that is deleted. */
  forwarded: z.array(snippetPartSchema).optional(),
  /** The name of its first file, or of those it forwards; absent when there is none. */
  fileName: z.string().optional(),
  /** That name again, with what was found in it; absent when nothing was. */
  fileNameFound: z.array(snippetPartSchema).optional(),
});
export type SearchHit = z.infer<typeof searchHitSchema>;

/** One page of results, the best or the newest first. */
export interface SearchOutput {
  readonly hits: SearchHit[];
  /** For the next page; null when there is none. */
  readonly cursor: string | null;
  /** Words that nobody has written, and those that were looked for as well: typos of one letter. */
  readonly corrected: { readonly word: string; readonly instead: string[] }[];
  /** Words that were left out because nothing has all of them. */
  readonly dropped: string[];
}

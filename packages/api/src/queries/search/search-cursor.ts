import { Buffer } from 'node:buffer';
import { uuidSchema } from '@nova/contract';
import { z } from 'zod';
import { refuse } from '../../errors/refusal.ts';
import type { Wanted } from './wanted.ts';

const place = z.object({ sentAt: z.iso.datetime({ offset: true }), messageId: uuidSchema });
const clause = z.object({
  any: z.array(z.string().max(300)).max(16),
  prefix: z.boolean(),
  not: z.boolean(),
  word: z.object({ weight: z.number(), whole: z.number().int() }).nullable(),
});

const cursorSchema = z.object({
  /** What was asked for in the end, with typos mended and words left out. */
  wanted: z.object({
    clauses: z.array(clause).max(20),
    needed: z.object({ of: z.array(z.number().int()).max(20), least: z.number().int().positive() }).nullable(),
  }),
  /** Only what is older than this. */
  olderThan: place.nullable(),
  /** By relevance: the last one shown of those looked at together. */
  shown: z.object({ score: z.number(), messageId: uuidSchema }).nullable(),
});

/** Where the next page begins. Opaque to callers; a forged one finds nothing that they could not look for anyway. */
export type SearchCursor = Readonly<Omit<z.infer<typeof cursorSchema>, 'wanted'>> & { readonly wanted: Wanted };

export function encodeSearchCursor(cursor: SearchCursor): string {
  return Buffer.from(JSON.stringify(cursorSchema.parse(cursor))).toString('base64url');
}

/** @throws Refusal BAD_CURSOR. */
export function decodeSearchCursor(text: string): SearchCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (error) {
    throw refuse('BAD_CURSOR', { cause: error });
  }
}

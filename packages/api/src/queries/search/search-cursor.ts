import { Buffer } from 'node:buffer';
import { uuidSchema } from '@nova/contract';
import type { SearchClauseRow } from '@nova/db';
import { z } from 'zod';
import { refuse } from '../../errors/refusal.ts';

const place = z.object({ sentAt: z.iso.datetime({ offset: true }), messageId: uuidSchema });
const phrases = z.object({ any: z.array(z.string().max(300)).max(8), prefix: z.boolean(), not: z.boolean() });

const cursorSchema = z.object({
  /** What was asked for in the end, with typos mended and words left out. */
  clauses: z.array(z.union([phrases, z.object({ either: z.array(z.array(phrases).max(16)).max(64) })])).max(20),
  /** What each word counts: the typed one first, then those it may have been meant for. */
  weights: z.array(z.object({ words: z.array(z.string().max(300)).max(8), weight: z.number() })).max(20),
  /** Only what is older than this. */
  olderThan: place.nullable(),
  /** By relevance: the last one shown of those looked at together. */
  shown: z.object({ score: z.number(), messageId: uuidSchema }).nullable(),
});

/** Where the next page begins. Opaque to callers; a forged one finds nothing that they could not look for anyway. */
export type SearchCursor = Omit<z.infer<typeof cursorSchema>, 'clauses'> & {
  readonly clauses: readonly SearchClauseRow[];
};

export function encodeSearchCursor(cursor: SearchCursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** @throws Refusal BAD_CURSOR. */
export function decodeSearchCursor(text: string): SearchCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (error) {
    throw refuse('BAD_CURSOR', { cause: error });
  }
}

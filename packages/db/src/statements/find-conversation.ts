import type { Query } from '../connection/query.ts';

/**
 * The conversation of a pair (`directKey`) or of an import source, and the newest seq of its log; null when there is
 * none yet.
 *
 * Lock: none: neither key ever changes. Index: `conversations_direct_key`, `conversations_import_source`.
 */
export async function findConversation(
  query: Query,
  by: { readonly directKey: string } | { readonly importSource: string },
): Promise<{ readonly id: string; readonly lastSeq: number } | null> {
  const [row] =
    'directKey' in by
      ? await query<{ id: string; lastSeq: number }>`
          select id, last_seq as "lastSeq" from conversations where direct_key = ${by.directKey}`
      : await query<{ id: string; lastSeq: number }>`
          select id, last_seq as "lastSeq" from conversations where import_source = ${by.importSource}`;
  return row ?? null;
}

import type { ImportStats } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/**
 * What an imported conversation amounts to; null when there is none, or it is not an import's.
 *
 * Lock: none; one snapshot. Index: `conversations_pkey`, `messages_conversation_seq`, all of which it reads for it.
 */
export async function importStats(query: Query, conversationId: string): Promise<ImportStats | null> {
  const [row] = await query<ImportStats>`
    select c.last_seq as "lastSeq", c.member_count as members, total.*
    from conversations c
    cross join lateral (
      select count(*) as messages, count(deleted_at) as deleted from messages where conversation_id = c.id
    ) as total
    where c.id = ${conversationId} and c.import_source is not null`;
  return row ?? null;
}

import type { ScheduledMessage } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

/**
 * What a person has waiting to be sent, and what was refused when it was due; whichever is due first comes first.
 *
 * Lock: none. Index: `scheduled_pkey`.
 */
export function listScheduled(query: Query, userId: string): Promise<readonly ScheduledMessage[]> {
  return query<ScheduledMessage>`
    select client_id as "clientId", conversation_id as "conversationId", body, reply_to_id as "replyToId",
      thread_root_id as "threadRootId", also_send as "alsoSend", due_at as "dueAt", version, refusal
    from scheduled where user_id = ${userId} and state in ('waiting', 'refused') order by due_at, updated_at`;
}

/** One of them. Null when it is sent, cancelled or nobody's. Lock: none. Index: `scheduled_pkey`. */
export async function findScheduled(query: Query, userId: string, clientId: string): Promise<ScheduledMessage | null> {
  const [row] = await query<ScheduledMessage>`
    select client_id as "clientId", conversation_id as "conversationId", body, reply_to_id as "replyToId",
      thread_root_id as "threadRootId", also_send as "alsoSend", due_at as "dueAt", version, refusal
    from scheduled where user_id = ${userId} and client_id = ${clientId} and state in ('waiting', 'refused')`;
  return row ?? null;
}

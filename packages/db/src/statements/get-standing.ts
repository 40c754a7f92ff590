import type { ConversationKind, Role } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/**
 * What somebody is in a conversation, and how large it is; null for who is not in it (A1). Not a judgement: the lock
 * holder reads it again. Lock: none. Index: `members_pkey`, `conversations_pkey`.
 */
export async function getStanding(
  query: Query,
  conversationId: string,
  userId: string,
): Promise<{ readonly kind: ConversationKind; readonly role: Role; readonly memberCount: number } | null> {
  const [row] = await query<{ kind: ConversationKind; role: Role; memberCount: number }>`
    select c.kind, me.role, c.member_count as "memberCount"
    from members me join conversations c on c.id = me.conversation_id
    where me.conversation_id = ${conversationId} and me.user_id = ${userId}`;
  return row ?? null;
}

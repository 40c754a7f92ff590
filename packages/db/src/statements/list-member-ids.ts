import type { Query } from '../connection/query.ts';

/**
 * Everybody who is in one of the conversations. For sends that mention whoever is there: asked behind the lock, it is
 * true at the commit.
 *
 * Lock: the conversations', or none. Index: `members_pkey`.
 * Rejected: giving it those who are there, of whom a deployment may have many more than a conversation has members.
 */
export function listMemberIds(
  query: Query,
  conversationIds: readonly string[],
): Promise<readonly { readonly conversationId: string; readonly userId: string }[]> {
  return query<{ conversationId: string; userId: string }>`
    select conversation_id as "conversationId", user_id as "userId" from members
    where conversation_id = any(${conversationIds}::uuid[])`;
}

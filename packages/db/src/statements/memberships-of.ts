import type { Query } from '../connection/query.ts';

/**
 * The conversations of each of these users; whoever is in none is left out. Lock: none. Index: `members_user`, which
 * holds all that is asked for.
 */
export async function membershipsOf(
  query: Query,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await query<{ userId: string; conversationIds: string[] }>`
    select user_id as "userId", array_agg(conversation_id) as "conversationIds"
    from members where user_id = any(${userIds}::uuid[]) group by user_id`;
  return new Map(rows.map(({ userId, conversationIds }) => [userId, conversationIds]));
}

import type { Query } from '../connection/query.ts';

/** Those of the conversations that the user is in. Lock: none. Index: `members_pkey`. */
export async function membershipsAmong(
  query: Query,
  userId: string,
  conversationIds: readonly string[],
): Promise<string[]> {
  const rows = await query<{ id: string }>`
    select conversation_id as id from members where user_id = ${userId} and conversation_id = any(${conversationIds}::uuid[])`;
  return rows.map(({ id }) => id);
}

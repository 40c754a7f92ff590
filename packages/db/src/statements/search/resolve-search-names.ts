import type { Query } from '../../connection/query.ts';

/**
 * What `from:` and `in:` name, in the same order; null where there is no such person or place for the caller. `from`: a
 * handle, or `me`. `in`: the title of a conversation of the caller's, or the handle of the other in a direct one.
 *
 * Lock: none. Index: `users_handle_unique`, `members_user`; the caller's conversations are looked through for titles.
 */
export async function resolveSearchNames(
  query: Query,
  named: { readonly userId: string; readonly from: readonly string[]; readonly in: readonly string[] },
): Promise<{ senderIds: readonly (string | null)[]; conversationIds: readonly (string | null)[] }> {
  const [row] = await query<{ senderIds: (string | null)[]; conversationIds: (string | null)[] }>`
    select (
      select coalesce(json_agg(case when lower(typed.name) = 'me' then ${named.userId}::uuid else users.id end order by typed.place), '[]')
      from unnest(${named.from}::text[]) with ordinality as typed(name, place)
      left join users on users.handle = lower(typed.name)
    ) as "senderIds", (
      select coalesce(json_agg((
        select c.id from members me join conversations c on c.id = me.conversation_id
        where me.user_id = ${named.userId} and (lower(c.title) = lower(typed.name) or (c.kind = 'direct' and exists (
          select 1 from members other join users on users.id = other.user_id
          where other.conversation_id = c.id and other.user_id <> me.user_id and users.handle = lower(typed.name))))
        order by c.id limit 1
      ) order by typed.place), '[]')
      from unnest(${named.in}::text[]) with ordinality as typed(name, place)
    ) as "conversationIds"`;
  return row ?? { senderIds: [], conversationIds: [] };
}

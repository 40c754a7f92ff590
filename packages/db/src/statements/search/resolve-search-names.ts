import type { Query } from '../../connection/query.ts';

/** People of one name, at most. */
const namesakesMax = 200;

/** Whom and what a search names. */
export interface NamedInSearch {
  readonly userId: string;
  /** As typed: a handle, `me`, or, where nobody has the handle, a name in full. */
  readonly from: readonly string[];
  readonly senderId: string | null;
  /** As typed: the title of a conversation of the caller's, bar quotation marks and a leading #, or the handle of the other in a direct one. */
  readonly in: readonly string[];
}

export interface ResolvedNames {
  /** Whoever any of `from` names. */
  readonly fromIds: readonly string[];
  /** Everybody whom the sender is. */
  readonly senderIds: readonly string[];
  readonly conversationIds: readonly string[];
}

/**
 * What `from:` and `in:` name, in no order; empty where there is no such person, or no such place for the caller. A person
 * is also every author of an import whom they claimed, whichever of them is named (M5).
 *
 * Lock: none. Index: `users_handle_unique`, `users_name_prefix`, `users_claimed_by`, `members_user`; the caller's
 * conversations are looked through for titles.
 */
export async function resolveSearchNames(query: Query, named: NamedInSearch): Promise<ResolvedNames> {
  const [row] = await query<ResolvedNames>`
    with typed as materialized (
      select distinct lower(name) as name from unnest(${named.from}::text[]) as name
    ), by_handle as materialized (
      select typed.name, users.id, users.claimed_by from typed join users on users.handle = typed.name where typed.name <> 'me'
    ), people as (
      select coalesce(claimed_by, id) as id, true as is_typed from by_handle
      union select ${named.userId}::uuid, true from typed where name = 'me'
      union (
        select users.id, true from typed join users on lower(users.name) = typed.name and not users.placeholder
        where typed.name not in (select name from by_handle) and typed.name <> 'me' limit ${namesakesMax}
      )
      union select coalesce(claimed_by, id), false from users where id = ${named.senderId}::uuid
    ), everybody as (
      select id, is_typed from people
      union select claimed.id, is_typed from people join users claimed on claimed.claimed_by = people.id
    ), places as (
      select lower(name) as name from unnest(${named.in}::text[]) as name
    ), others as (
      select coalesce(users.claimed_by, users.id) as id from places join users on users.handle = places.name
    )
    select coalesce(json_agg(id) filter (where is_typed), '[]') as "fromIds",
      coalesce(json_agg(id) filter (where not is_typed), '[]') as "senderIds", (
      select coalesce(json_agg(c.id), '[]') from members me join conversations c on c.id = me.conversation_id
      where me.user_id = ${named.userId} and (ltrim(translate(lower(c.title), '"', ''), '@#') in (select name from places) or (c.kind = 'direct' and exists (
        select 1 from members other join users on users.id = other.user_id
        where other.conversation_id = c.id and other.user_id <> me.user_id
          and coalesce(users.claimed_by, users.id) in (select id from others))))
    ) as "conversationIds" from everybody`;
  return row ?? { fromIds: [], senderIds: [], conversationIds: [] };
}

import { type Conversation, limits, type Member } from '@nova/contract';
import type { Query } from '../connection/query.ts';

/**
 * A conversation and its next members, by id; one more than a page tells that there are more. Null for who is not in it
 * (A1).
 *
 * Lock: none; one snapshot. Index: `members_pkey`, `users_pkey`.
 */
export async function exportMembers(
  query: Query,
  of: { readonly conversationId: string; readonly userId: string; readonly after: string | null },
): Promise<{ readonly conversation: Conversation; readonly members: readonly Member[] } | null> {
  const [row] = await query<Conversation & { readonly members: readonly Member[] }>`
    select c.id, c.kind, c.title, c.topic, c.member_count as "memberCount", c.last_seq as "lastSeq", c.created_at as "createdAt", (
      select coalesce(json_agg(json_build_object(
        'user', json_build_object('id', user_id, 'name', name, 'handle', handle, 'image', image, 'placeholder', placeholder),
        'role', role, 'joinedAt', joined_at
      ) order by user_id), '[]')
      from (
        select members.user_id, members.role, members.joined_at, users.name, users.handle, users.image, users.placeholder
        from members join users on users.id = members.user_id
        where members.conversation_id = c.id and (${of.after}::uuid is null or members.user_id > ${of.after})
        order by members.user_id limit ${limits.groupMembersMax + 1}
      ) as next_members
    ) as members
    from members me join conversations c on c.id = me.conversation_id
    where me.conversation_id = ${of.conversationId} and me.user_id = ${of.userId}`;
  if (!row) return null;
  const { members, ...conversation } = row;
  return {
    conversation,
    members: members.map((member) => ({ ...member, joinedAt: new Date(member.joinedAt).toISOString() })),
  };
}

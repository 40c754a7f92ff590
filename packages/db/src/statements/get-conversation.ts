import { type ConversationDetail, type ConversationStats, limits } from '@nova/contract';
import type { Query } from '../connection/query.ts';

type Row = ConversationDetail['conversation'] & ConversationDetail['me'] & Pick<ConversationDetail, 'members'>;

/**
 * A conversation with its first members (owners first, then admins, then by name). Null for who is not in it.
 *
 * Lock: none; one snapshot. Index: `members_pkey`, `users_pkey`.
 */
export async function getConversation(
  query: Query,
  conversationId: string,
  userId: string,
): Promise<ConversationDetail | null> {
  const [row] = await query<Row>`
    select c.id, c.kind, c.title, c.topic, c.member_count as "memberCount", c.last_seq as "lastSeq", c.created_at as "createdAt",
      me.role, me.notify, greatest(coalesce(read_positions.read_seq, 0), me.joined_seq) as "readSeq", (
        select json_agg(json_build_object(
          'user', json_build_object('id', user_id, 'name', name, 'handle', handle, 'image', image, 'placeholder', placeholder, 'status', status),
          'role', role, 'joinedAt', joined_at
        ) order by place, lower(name), user_id)
        from (
          select members.user_id, members.role, members.joined_at, users.name, users.handle, users.image, users.placeholder,
            case when coalesce(users.status_until > clock_timestamp(), true) then users.status end as status,
            array_position(array['owner', 'admin', 'member'], members.role) as place
          from members join users on users.id = members.user_id
          where members.conversation_id = c.id
          order by place, lower(users.name), members.user_id
          limit ${limits.groupMembersMax}
        ) as first_members
      ) as members
    from members me
    join conversations c on c.id = me.conversation_id
    left join read_positions on read_positions.user_id = me.user_id and read_positions.conversation_id = c.id
    where me.conversation_id = ${conversationId} and me.user_id = ${userId}`;
  if (!row) return null;
  const { role, notify, readSeq, members, ...conversation } = row;
  return {
    conversation,
    me: { role, notify, readSeq },
    members: members.map((member) => ({ ...member, joinedAt: new Date(member.joinedAt).toISOString() })),
  };
}

/**
 * What a conversation amounts to. Null for who is not in it.
 *
 * Lock: none; one snapshot. Index: `members_pkey`, `messages_conversation_seq`, all of which it reads for this
 * conversation. Rejected: counters, which drift.
 */
export async function getStats(
  query: Query,
  conversationId: string,
  userId: string,
): Promise<ConversationStats | null> {
  const [row] = await query<ConversationStats>`
    select c.last_seq as "lastSeq", c.member_count as members, total.*
    from members me
    join conversations c on c.id = me.conversation_id
    cross join lateral (
      select count(*) as messages, count(deleted_at) as deleted, min(sent_at) as "firstSentAt", max(sent_at) as "lastSentAt"
      from messages where conversation_id = c.id
    ) as total
    where me.conversation_id = ${conversationId} and me.user_id = ${userId}`;
  return row ?? null;
}

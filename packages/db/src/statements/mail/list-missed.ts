import type { ConversationKind } from '@nova/contract';
import type { Query } from '../../connection/query.ts';
import { reachIds } from '../../event/reach-ids.ts';

/** Something that somebody has not read and would want to know of. */
export interface MissedMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly seq: number;
  readonly threadRootId: string | null;
  readonly senderName: string;
  /** Cut. Empty where it is only a file. */
  readonly body: string;
  readonly fileName: string | null;
  readonly sentAt: string;
}

/** Of one conversation or thread, at most. */
const perPlace = 50;

/**
 * What somebody missed between two moments, as they may read it now: unread direct messages, mentions, and replies in
 * threads that they follow, the oldest first, at most `limit`. Nothing deleted, nothing of where they are not any more,
 * nothing that they muted (E3).
 *
 * Lock: none; one snapshot. Index: `members_user`, `messages_conversation_seq`, `messages_mentions`, `messages_thread`,
 * `thread_places_person`: of each conversation and thread, what is unread, at most fifty.
 */
export function listMissed(
  query: Query,
  userId: string,
  {
    after,
    until,
    chars,
    limit,
  }: { readonly after: Date; readonly until: Date; readonly chars: number; readonly limit: number },
): Promise<readonly MissedMessage[]> {
  return query<MissedMessage>`
    with mine as (
      select me.conversation_id, me.user_id, me.notify, me.joined_seq, c.kind, c.title,
        greatest(coalesce(read_positions.read_seq, 0), me.joined_seq) as read_seq
      from members me
      join conversations c on c.id = me.conversation_id
      left join read_positions on read_positions.user_id = me.user_id and read_positions.conversation_id = c.id
      where me.user_id = ${userId} and me.notify <> 'nothing'
    ), found as (
      (select direct.id from mine cross join lateral (
        select id from messages
        where mine.kind = 'direct' and mine.notify = 'all' and conversation_id = mine.conversation_id
          and seq > mine.read_seq and (thread_root_id is null or also_sent)
        order by seq limit ${perPlace}) direct)
      union
      (select mention.id from mine cross join lateral (
        select id from messages
        where conversation_id = mine.conversation_id and seq > mine.read_seq and mention_ids <> '{}' and deleted_at is null
          and (mine.user_id = any(mention_ids) or ${reachIds.channel}::uuid = any(mention_ids) and body ilike '%@channel%')
          and (thread_root_id is null or also_sent or not exists (
            select 1 from thread_places where user_id = mine.user_id and root_id = thread_root_id and read_seq >= seq))
        order by seq limit ${perPlace}) mention)
      union
      (select reply.id from mine
      join thread_places place on place.user_id = mine.user_id and place.conversation_id = mine.conversation_id and following
      cross join lateral (
        select id from messages
        where thread_root_id = place.root_id and seq > greatest(place.read_seq, mine.joined_seq)
        order by seq limit ${perPlace}) reply)
    )
    select m.id, m.conversation_id as "conversationId", mine.kind, mine.title, m.seq, m.thread_root_id as "threadRootId",
      coalesce(owner.name, users.name) as "senderName", left(m.body, ${chars}) as body, m.sent_at as "sentAt",
      (select name from files where message_id = m.id order by position limit 1) as "fileName"
    from found join messages m on m.id = found.id join mine on mine.conversation_id = m.conversation_id
    join users on users.id = m.sender_id left join users owner on owner.id = users.claimed_by
    where m.deleted_at is null and m.sender_id <> ${userId}
      and m.sent_at > ${after.toISOString()}::text::timestamptz and m.sent_at <= ${until.toISOString()}::text::timestamptz
    order by m.sent_at, m.conversation_id, m.seq limit ${limit}`;
}

import type { ConversationKind, NotifyLevel, NotifyScope, QuietHours } from '@nova/contract';
import { limits } from '@nova/contract';
import type { Query } from '../../connection/query.ts';
import { reachIds } from '../../event/reach-ids.ts';
import type { Addressee, NotifyPlace } from './notify-queue.ts';

/** How a person stands to a message that they may read, have not read, and have not written. */
export interface NotifyStanding extends Addressee, NotifyPlace {
  readonly level: NotifyLevel;
  /** Whether it mentions them now: by name, or with everybody. */
  readonly isMentioned: boolean;
  /** Whether they follow the thread that it is in. */
  readonly follows: boolean;
}

/** A message as it is now. */
export interface TellableMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly kind: ConversationKind;
  readonly title: string | null;
  readonly seq: number;
  readonly threadRootId: string | null;
  readonly alsoSent: boolean;
  readonly senderName: string;
  readonly body: string;
  /** The name of its first file. */
  readonly fileName: string | null;
}

/** What a person wants to be told of. */
export interface NotifyWishes {
  readonly userId: string;
  readonly scope: NotifyScope;
  readonly keywords: readonly string[];
  readonly quiet: QuietHours | null;
  readonly dndUntil: string | null;
  readonly activeUntil: string | null;
}

/**
 * How these people stand to these messages. Left out are those who wrote it, are not in its conversation or joined later,
 * and have read it – in the timeline, or in its thread when it stands only there – and messages that are deleted.
 *
 * Lock: none. Index: `messages_pkey`, `members_pkey`, `read_positions_pkey`, `thread_places_pkey`.
 */
export function readNotifyStandings(query: Query, of: readonly Addressee[]): Promise<readonly NotifyStanding[]> {
  return query<NotifyStanding>`
    select me.user_id as "userId", m.id as "messageId", m.conversation_id as "conversationId", me.notify as level,
      me.user_id = any(m.mention_ids) or ${reachIds.channel}::uuid = any(m.mention_ids) and m.body ilike '%@channel%'
        as "isMentioned",
      coalesce(place.following, false) as follows
    from unnest(
      ${of.map(({ userId }) => userId)}::uuid[],
      ${of.map(({ messageId }) => messageId)}::uuid[]
    ) as wanted(user_id, message_id)
    join messages m on m.id = wanted.message_id and m.deleted_at is null
    join members me on me.conversation_id = m.conversation_id and me.user_id = wanted.user_id and me.joined_seq < m.seq
    left join read_positions on read_positions.user_id = me.user_id
      and read_positions.conversation_id = m.conversation_id
    left join thread_places place on place.user_id = me.user_id and place.root_id = m.thread_root_id
    where m.sender_id <> me.user_id
      and (m.thread_root_id is null or coalesce(place.read_seq, 0) < m.seq)
      and (m.thread_root_id is not null and not m.also_sent or coalesce(read_positions.read_seq, 0) < m.seq)`;
}

/** These messages, as far as they are not deleted. Index: `messages_pkey`, `files_message`. */
export function readTellable(query: Query, messageIds: readonly string[]): Promise<readonly TellableMessage[]> {
  return query<TellableMessage>`
    select m.id, m.conversation_id as "conversationId", c.kind, c.title, m.seq, m.thread_root_id as "threadRootId",
      m.also_sent as "alsoSent", coalesce(owner.name, sender.name) as "senderName",
      m.body,
      (select name from files where message_id = m.id order by position limit 1) as "fileName"
    from messages m
    join conversations c on c.id = m.conversation_id
    join users sender on sender.id = m.sender_id
    left join users owner on owner.id = sender.claimed_by
    where m.id = any(${messageIds}::uuid[]) and m.deleted_at is null
    order by m.seq`;
}

/** What these people want; those who never said are told of everything. Index: `notify_people_pkey`. */
export function readNotifyWishes(query: Query, userIds: readonly string[]): Promise<readonly NotifyWishes[]> {
  return query<NotifyWishes>`
    select one.user_id as "userId", coalesce(scope, 'all') as scope, to_json(coalesce(keywords, '{}')) as keywords, quiet,
      dnd_until as "dndUntil", active_until as "activeUntil"
    from unnest(${userIds}::uuid[]) as one(user_id)
    left join notify_people on notify_people.user_id = one.user_id`;
}

/**
 * Of which messages a person was to be told: in one conversation, or in all. The newest `limits.notificationsMax`.
 * Index: `notifications_pkey`.
 */
export function listNotified(
  query: Query,
  userId: string,
  conversationId: string | null,
): Promise<readonly Addressee[]> {
  return query<Addressee>`
    select user_id as "userId", message_id as "messageId" from notifications
    where user_id = ${userId} and (${conversationId === null} or conversation_id = ${conversationId}::uuid)
    order by decided_at desc limit ${limits.notificationsMax}`;
}

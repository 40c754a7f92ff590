import type { Query } from '../../connection/query.ts';

/** Events of a conversation that were committed together. */
export interface CommittedRange {
  readonly conversationId: string;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** A message, and somebody whom it may concern. */
export interface Addressee {
  readonly userId: string;
  readonly messageId: string;
}

/**
 * Takes commits of which nobody has decided yet whom to tell, the oldest first, at most `limit`: they are this
 * transaction's, and gone when it commits; whoever dies before that leaves them to the next.
 *
 * Lock: the rows, those of other nodes skipped. Index: `notify_queue_pkey`.
 */
export function claimNotifyQueue(query: Query, limit: number): Promise<readonly CommittedRange[]> {
  return query<CommittedRange>`
    delete from notify_queue where id = any(array(
      select id from notify_queue order by id limit ${limit} for update skip locked))
    returning conversation_id as "conversationId", first_seq as "firstSeq", last_seq as "lastSeq"`;
}

/**
 * Everybody whom a message in these ranges may concern: others in its conversation who want to be told on some device,
 * and who joined before it. Messages that an import brought concern nobody: they are older than their events.
 *
 * Lock: none. Index: `events_pkey`, `messages_pkey`, `members_pkey`, `notify_devices_user`.
 * Rejected: deciding in the transaction that sends, which would make every sender wait for it.
 */
export function readAddressees(query: Query, ranges: readonly CommittedRange[]): Promise<readonly Addressee[]> {
  return query<Addressee>`
    select me.user_id as "userId", m.id as "messageId"
    from unnest(
      ${ranges.map(({ conversationId }) => conversationId)}::uuid[],
      ${ranges.map(({ firstSeq }) => firstSeq)}::bigint[],
      ${ranges.map(({ lastSeq }) => lastSeq)}::bigint[]
    ) as range(conversation_id, first_seq, last_seq)
    join events e on e.conversation_id = range.conversation_id and e.seq between range.first_seq and range.last_seq
      and e.type = 'message.created'
    join messages m on m.id = e.message_id and m.deleted_at is null and m.sent_at = e.at
    join members me on me.conversation_id = m.conversation_id and me.user_id <> m.sender_id
      and me.joined_seq < m.seq and me.notify <> 'nothing'
    where exists (select 1 from notify_devices where user_id = me.user_id)`;
}

/** Notes of which messages each person is to be told. Idempotent. Index: `notifications_pkey`. */
export async function addNotifications(
  query: Query,
  { told, now }: { readonly told: readonly (Addressee & NotifyPlace & { readonly seq: number })[]; readonly now: Date },
): Promise<void> {
  await query`
    insert into notifications (user_id, conversation_id, message_id, seq, decided_at)
    select user_id, conversation_id, message_id, seq, ${now.toISOString()}::text::timestamptz
    from unnest(
      ${told.map(({ userId }) => userId)}::uuid[],
      ${told.map(({ conversationId }) => conversationId)}::uuid[],
      ${told.map(({ messageId }) => messageId)}::uuid[],
      ${told.map(({ seq }) => seq)}::bigint[]
    ) as told(user_id, conversation_id, message_id, seq)
    on conflict do nothing`;
}

/** A conversation of a person. */
export interface NotifyPlace {
  readonly userId: string;
  readonly conversationId: string;
}

/**
 * Forgets what people were to be told of longer ago than `keptMs`. Returns how many; fewer than `limit` means that none is
 * left. Safe on several nodes at once. Lock: the rows, others' skipped. Index: `notifications_decided`.
 */
export async function forgetNotifications(
  query: Query,
  { keptMs, now, limit }: { readonly keptMs: number; readonly now: Date; readonly limit: number },
): Promise<number> {
  const before = new Date(now.getTime() - keptMs).toISOString();
  const gone = await query`
    delete from notifications where (user_id, conversation_id, seq) in (
      select user_id, conversation_id, seq from notifications where decided_at <= ${before}::text::timestamptz
      order by decided_at limit ${limit} for update skip locked
    )
    returning seq`;
  return gone.length;
}

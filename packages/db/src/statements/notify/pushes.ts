import type { Query } from '../../connection/query.ts';
import type { CommittedRange, NotifyPlace } from './notify-queue.ts';
import type { PushSubscriptionRow } from './notify-settings.ts';

/** A device that is to be told now how things stand in a conversation. */
export interface DuePush extends NotifyPlace {
  readonly sessionId: string;
  /** Null when it is told only while the app is open there. */
  readonly subscription: PushSubscriptionRow | null;
  readonly version: number;
  /** This one included. */
  readonly attempts: number;
  readonly shownSeq: number | null;
  readonly language: string;
  /** Its session has not ended. */
  readonly isAlive: boolean;
}

/** How a push came out. */
export interface PushOutcome {
  /** The newest message that the device shows now; null for none. */
  readonly shownSeq: number | null;
  /** When it is tried again; null: it is not. */
  readonly againAt: Date | null;
}

/** A device that is to be told how things stand in a conversation, and when. */
export interface PlannedPush {
  readonly sessionId: string;
  readonly conversationId: string;
  readonly dueAt: string;
}

/**
 * The devices to be told: all of these people, of these conversations, at `dueAt`; and at once whatever shows something
 * of a conversation in which something was deleted, edited or somebody left (`ranges`).
 *
 * Lock: none. Index: `notify_devices_user`, `pushes_shown`, `events_pkey`.
 */
export function readPushTargets(
  query: Query,
  of: {
    readonly places: readonly NotifyPlace[];
    readonly ranges: readonly CommittedRange[];
    readonly dueAt: Date;
    readonly now: Date;
  },
): Promise<readonly PlannedPush[]> {
  const { places, ranges, dueAt, now } = of;
  return query<PlannedPush>`
    select session_id as "sessionId", conversation_id as "conversationId", min(due_at) as "dueAt" from (
      select device.session_id, place.conversation_id, ${dueAt.toISOString()}::text::timestamptz as due_at
      from unnest(
        ${places.map(({ userId }) => userId)}::uuid[],
        ${places.map(({ conversationId }) => conversationId)}::uuid[]
      ) as place(user_id, conversation_id)
      join notify_devices device on device.user_id = place.user_id and device.endpoint is not null
      union all
      select session_id, conversation_id, ${now.toISOString()}::text::timestamptz from pushes
      where shown_seq is not null and conversation_id = any(array(
        select range.conversation_id from unnest(
          ${ranges.map(({ conversationId }) => conversationId)}::uuid[],
          ${ranges.map(({ firstSeq }) => firstSeq)}::bigint[],
          ${ranges.map(({ lastSeq }) => lastSeq)}::bigint[]
        ) as range(conversation_id, first_seq, last_seq)
        where exists (
          select 1 from events
          where conversation_id = range.conversation_id and seq between range.first_seq and range.last_seq
            and type in ('message.deleted', 'message.edited', 'member.removed'))))
    ) as target
    group by 1, 2`;
}

/**
 * Devices are to be told. What was due earlier stays so; what is being sent is sent again; what failed keeps its patience.
 * Idempotent. @throws PostgresError 23503 when a device has just gone.
 *
 * Lock: the rows, in the order of their keys, all in one statement: two nodes never wait for each other in a circle. Index:
 * `pushes_pkey`.
 */
export async function planPushes(
  query: Query,
  { targets, now }: { readonly targets: readonly PlannedPush[]; readonly now: Date },
): Promise<void> {
  await query`
    insert into pushes as known (session_id, conversation_id, due_at)
    select session_id, conversation_id, due_at from unnest(
      ${targets.map(({ sessionId }) => sessionId)}::uuid[],
      ${targets.map(({ conversationId }) => conversationId)}::uuid[],
      ${targets.map(({ dueAt }) => dueAt)}::text[]::timestamptz[]
    ) as target(session_id, conversation_id, due_at)
    order by 1, 2
    on conflict (session_id, conversation_id) do update set version = known.version + 1,
      attempts = case when known.due_at is null then 0 else known.attempts end,
      due_at = case
        when known.due_at is null or known.claimed_until > ${now.toISOString()}::text::timestamptz then excluded.due_at
        when known.attempts > 0 then known.due_at
        else least(known.due_at, excluded.due_at) end`;
}

/**
 * A person has read in a conversation up to `readSeq`, or in a thread of it: there is nothing to tell of that any more, and
 * their other devices show less. The one they read on knows by itself. Idempotent.
 *
 * Lock: one's own rows, those of devices in the order of their keys. Index: `notifications_pkey`, `notify_devices_user`,
 * `pushes_pkey`.
 */
export async function reviewRead(
  query: Query,
  read: NotifyPlace & { readonly sessionId: string; readonly readSeq: number; readonly rootId: string | null },
): Promise<void> {
  const { userId, sessionId, conversationId, readSeq, rootId } = read;
  await query`
    with over as (
      delete from notifications where user_id = ${userId} and conversation_id = ${conversationId} and seq <= ${readSeq}
        and exists (
          select 1 from messages m where m.id = message_id and case when ${rootId}::uuid is null
            then m.thread_root_id is null or m.also_sent else m.thread_root_id = ${rootId}::uuid end)
    ), shown as (
      select session_id from pushes
      where shown_seq is not null and conversation_id = ${conversationId} and session_id = any(array(
        select session_id from notify_devices where user_id = ${userId} and session_id <> ${sessionId}))
      order by 1 for update
    )
    update pushes set version = version + 1, attempts = 0, due_at = clock_timestamp()
    from shown where pushes.session_id = shown.session_id and conversation_id = ${conversationId}`;
}

/** A device is to be told that it works. Lock: the row. Index: `notify_devices_pkey`, `pushes_pkey`. */
export async function planTrial(query: Query, sessionId: string): Promise<boolean> {
  const rows = await query`
    insert into pushes as known (session_id, conversation_id, due_at)
    select session_id, ${trialPlace}::uuid, clock_timestamp() from notify_devices
    where session_id = ${sessionId} and endpoint is not null for key share
    on conflict (session_id, conversation_id) do update set version = known.version + 1, attempts = 0, due_at = excluded.due_at
    returning session_id`;
  return rows.length > 0;
}

/** Stands for the conversation of what is told to try it. */
export const trialPlace = '00000000-0000-0000-0000-000000000000';

/**
 * Takes up what is due, the longest due first, at most `limit`: for `leaseMs` nobody else does; a node that dies keeps it
 * no longer. Lock: the rows, those of other nodes skipped. Index: `pushes_due`.
 */
export function claimPushes(
  query: Query,
  { now, leaseMs, limit }: { readonly now: Date; readonly leaseMs: number; readonly limit: number },
): Promise<readonly DuePush[]> {
  const at = now.toISOString();
  return query<DuePush>`
    with due as (
      select session_id, conversation_id from pushes
      where due_at is not null and due_at <= ${at}::text::timestamptz
        and (claimed_until is null or claimed_until <= ${at}::text::timestamptz)
      order by due_at limit ${limit} for update skip locked
    )
    update pushes set attempts = attempts + 1,
      claimed_until = ${at}::text::timestamptz + ${leaseMs}::double precision * interval '1 millisecond'
    from due, notify_devices device left join sessions on sessions.id = device.session_id
    where pushes.session_id = due.session_id and pushes.conversation_id = due.conversation_id
      and device.session_id = due.session_id
    returning pushes.session_id as "sessionId", pushes.conversation_id as "conversationId", version, attempts,
      shown_seq as "shownSeq", device.user_id as "userId", device.language,
      case when device.endpoint is not null then json_build_object(
        'endpoint', device.endpoint, 'p256dh', device.p256dh, 'auth', device.auth) end as subscription,
      coalesce(sessions.expires_at > ${at}::text::timestamptz, false) as "isAlive"`;
}

/**
 * Notes how a push came out. What became new while it was sent is due as it was. Idempotent. Lock: the row. Index:
 * `pushes_pkey`.
 */
export async function settlePush(query: Query, push: DuePush, { shownSeq, againAt }: PushOutcome): Promise<void> {
  const again = againAt?.toISOString() ?? null;
  await query`
    update pushes set claimed_until = null, shown_seq = ${shownSeq}::bigint,
      due_at = case when version = ${push.version} then ${again}::text::timestamptz else due_at end,
      attempts = case when version = ${push.version} and ${again !== null} then attempts else 0 end
    where session_id = ${push.sessionId} and conversation_id = ${push.conversationId}`;
}

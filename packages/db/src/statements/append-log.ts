import type { LockedTx } from '../lock/locked-tx.ts';
import type { Ledger } from '../lock/ledger.ts';
import { followThreads } from './follow-thread.ts';
import { auditJson } from './write-audit.ts';

/** The outbox row of each conversation that got events, and the epoch of the log they were added to (D9). */
export interface AppendedRow {
  readonly conversationId: string;
  readonly outboxId: string;
  readonly epoch: string;
}

/**
 * Writes everything a ledger holds in one statement: messages, events, the conversations' counters, outbox, audit, and
 * where anybody wants to be told of it, that somebody may have to be.
 *
 * Lock: the conversations', held by the caller; that makes `seq` contiguous and its order the commit order (L1).
 * Index: primary keys only; `events_pkey` and `messages_conversation_seq` would refuse a seq given twice.
 * Rejected: a statement per row (a hundred sends together would cost a hundred round trips, or a hundred plan
 * executions), a join for the counters, which a plan made while the table is small turns around, to read all of it
 * (`plans.pg.test.ts`), a sequence per conversation (leaves holes when a transaction rolls back), a trigger that allocates.
 */
export async function appendLog(tx: LockedTx, ledger: Ledger): Promise<readonly AppendedRow[]> {
  const { messages, events } = ledger;
  const ranges = ledger.ranges();
  const conversationIds = ids(ranges.map(({ conversationId }) => conversationId));
  const lastSeqs = ranges.map(({ lastSeq }) => lastSeq);
  // Travels with the statement below: a thread has its followers from the commit of the reply on.
  const { followers } = ledger;
  const following = followers.length > 0 ? followThreads(tx, followers) : null;
  const appending = tx.query<AppendedRow>`
    with message as (
      insert into messages (id, conversation_id, seq, sender_id, client_id, body, version_seq, sent_at, reply_to_id, thread_root_id, also_sent, mention_ids)
      select id, conversation_id, seq, sender_id, client_id, body, seq, sent_at, reply_to_id, thread_root_id, also_sent, mention_ids::uuid[]
      from unnest(
        ${ids(messages.map(({ id }) => id))}::uuid[],
        ${ids(messages.map(({ conversationId }) => conversationId))}::uuid[],
        ${messages.map(({ seq }) => seq)}::bigint[],
        ${ids(messages.map(({ senderId }) => senderId))}::uuid[],
        ${ids(messages.map(({ clientId }) => clientId))}::uuid[],
        ${messages.map(({ body }) => body)}::text[],
        ${messages.map(({ sentAt }) => sentAt)}::text[]::timestamptz[],
        ${ids(messages.map(({ replyToId }) => replyToId))}::uuid[],
        ${ids(messages.map(({ threadRootId }) => threadRootId))}::uuid[],
        ${`{${messages.map(({ alsoSent }) => (alsoSent ? 't' : 'f')).join(',')}}`}::boolean[],
        ${messages.map(({ mentionIds }) => `{${mentionIds.join(',')}}`)}::text[]
      ) as new(id, conversation_id, seq, sender_id, client_id, body, sent_at, reply_to_id, thread_root_id, also_sent, mention_ids)
    ), event as (
      insert into events (conversation_id, seq, v, type, actor_id, message_id, at, payload)
      select conversation_id, seq, ${events[0]?.v ?? 1}, type, actor_id, message_id, ${ledger.at}::text::timestamptz, payload::jsonb
      from unnest(
        ${ids(events.map(({ conversationId }) => conversationId))}::uuid[],
        ${events.map(({ seq }) => seq)}::bigint[],
        ${events.map(({ type }) => type)}::text[],
        ${ids(events.map(({ actorId }) => actorId))}::uuid[],
        ${ids(events.map(({ messageId }) => messageId))}::uuid[],
        ${events.map(({ payload }) => (payload === null ? null : JSON.stringify(payload)))}::text[]
      ) as new(conversation_id, seq, type, actor_id, message_id, payload)
    ), range as (
      select * from unnest(
        ${conversationIds}::uuid[],
        ${ranges.map(({ firstSeq }) => firstSeq)}::bigint[],
        ${lastSeqs}::bigint[]
      ) as range(conversation_id, first_seq, last_seq)
    ), counter as (
      update conversations set last_seq = (${lastSeqs}::bigint[])[array_position(${conversationIds}::uuid[], id)]
      where id = any(${conversationIds}::uuid[])
    ), audited as (
      insert into audit (request_id, actor_id, action, conversation_id, target_id, verdict, reason, before_version, after_version, details)
      select request_id, actor_id, action, conversation_id, target_id, verdict, reason, before_version, after_version, details
      from jsonb_to_recordset(${auditJson(ledger.audits)}::jsonb) as entry(
        request_id text, actor_id uuid, action text, conversation_id uuid, target_id uuid, verdict text, reason text,
        before_version integer, after_version integer, details jsonb)
    ), notified as (
      insert into notify_queue (conversation_id, first_seq, last_seq)
      select conversation_id, first_seq, last_seq from range
      where conversation_id = any(${tellableIn(ledger)}::uuid[]) and exists (
        select 1 from notify_devices where user_id >= ${anybody}::uuid)
    )
    insert into outbox (conversation_id, first_seq, last_seq, created_at)
    select conversation_id, first_seq, last_seq, clock_timestamp() from range
    returning conversation_id as "conversationId", id::text as "outboxId", (select epoch from log) as epoch`;
  const [appended] = await Promise.all([appending, following]);
  return appended;
}

/** An array of ids as Postgres reads it: they need no escaping, which the client would look for in each. */
function ids(list: readonly (string | null)[]): string {
  return `{${list.map((id) => id ?? 'null').join(',')}}`;
}

/** The conversations with events that somebody may have to be told of, or that change what they were told. */
function tellableIn({ events }: Ledger): string {
  const found = events.filter(({ type }) => tellableTypes.has(type)).map(({ conversationId }) => conversationId);
  return ids([...new Set(found)]);
}

/** Before all ids: whether there is any row is one look-up then, however many there are. */
const anybody = '00000000-0000-0000-0000-000000000000';

const tellableTypes: ReadonlySet<string> = new Set([
  'message.created',
  'message.edited',
  'message.deleted',
  'member.removed',
]);

import { randomUUID } from 'node:crypto';
import postgres, { type Sql } from 'postgres';

/** A message as its sender's client hands it in. */
export interface Draft {
  readonly conversationId: string;
  readonly senderId: string;
  readonly clientId: string;
  readonly body: string;
}

/** What every contender tells the receivers: the event as Nova's subscribers get it. */
export interface MessageCreated extends Draft {
  readonly v: 1;
  readonly type: 'message.created';
  readonly seq: number;
  readonly at: string;
  readonly actorId: string;
  readonly messageId: string;
  readonly sentAt: string;
  readonly replyToId: null;
  readonly threadRootId: null;
}

export function openPostgres(url: string): Sql {
  const max = Number(process.env['DATABASE_CONNECTIONS'] ?? 24);
  return postgres(url, {
    max,
    onnotice: () => {},
    connection: { synchronous_commit: 'on' },
    types: { bigint: { to: 20, from: [20], parse: Number, serialize: String } },
  });
}

/**
 * Commits one message with its event and its place in the conversation: the rows that Nova writes, in one statement,
 * which is the least that a server can do. Who sends is believed, and nothing is checked.
 */
export async function writeMessage(sql: Sql, draft: Draft): Promise<MessageCreated> {
  const { conversationId, senderId, clientId, body } = draft;
  const messageId = randomUUID();
  const at = new Date().toISOString();
  const [row] = await sql<{ seq: number }[]>`
    with counter as (
      update conversations set last_seq = last_seq + 1 where id = ${conversationId} returning last_seq
    ), message as (
      insert into messages (id, conversation_id, seq, sender_id, client_id, body, version_seq, sent_at)
      select ${messageId}, ${conversationId}, last_seq, ${senderId}, ${clientId}, ${body}, last_seq, ${at}::timestamptz
      from counter
    )
    insert into events (conversation_id, seq, v, type, actor_id, message_id, at)
    select ${conversationId}, last_seq, 1, 'message.created', ${senderId}, ${messageId}, ${at}::timestamptz from counter
    returning seq`;
  if (!row) throw new Error('no such conversation');
  return eventOf({ ...draft, messageId, seq: row.seq, at });
}

/** What was committed after `afterSeq`, oldest first, at most `limit`. */
export async function readAfter(
  sql: Sql,
  of: { readonly conversationId: string; readonly afterSeq: number },
  limit: number,
): Promise<MessageCreated[]> {
  const rows = await sql<(Draft & { messageId: string; seq: number; at: Date })[]>`
    select conversation_id as "conversationId", seq, sender_id as "senderId", client_id as "clientId", body,
      id as "messageId", sent_at as at
    from messages where conversation_id = ${of.conversationId} and seq > ${of.afterSeq} order by seq limit ${limit}`;
  return rows.map((row) => eventOf({ ...row, at: row.at.toISOString() }));
}

function eventOf({
  conversationId,
  seq,
  at,
  senderId,
  messageId,
  clientId,
  body,
}: Draft & { messageId: string; seq: number; at: string }): MessageCreated {
  return {
    v: 1,
    conversationId,
    seq,
    at,
    actorId: senderId,
    type: 'message.created',
    messageId,
    clientId,
    senderId,
    body,
    sentAt: at,
    replyToId: null,
    threadRootId: null,
  };
}

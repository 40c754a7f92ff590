import type { LockedTx } from '../lock/locked-tx.ts';

/** A message that an earlier send with the same idempotency key made. */
export interface SentMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly senderId: string;
  readonly clientId: string;
  readonly seq: number;
  readonly sentAt: string;
  /** What was sent, before any edit; null once purged. */
  readonly firstBody: string | null;
  /** Its files, in their order. */
  readonly fileIds: readonly string[];
}

/**
 * The messages that these senders already sent under these client ids (W6), wherever they are.
 *
 * Lock: the conversations', so that two equal sends to one conversation see each other. Two to different ones do not:
 * then `messages_sender_client` refuses the second, and its batch is tried again.
 * Index: `messages_sender_client`, then `revisions_pkey` for edited ones and `files_message`.
 * Rejected: a join, which a plan made while the table is small turns around, to read all of it (`plans.pg.test.ts`);
 * ON CONFLICT DO NOTHING at the insert, which would leave a hole at the seq already given.
 */
export function findSent(
  tx: LockedTx,
  sends: readonly { readonly senderId: string; readonly clientId: string }[],
): Promise<readonly SentMessage[]> {
  return tx.query<SentMessage>`
    select m.id, m.conversation_id as "conversationId", m.sender_id as "senderId", m.client_id as "clientId", m.seq,
      m.sent_at as "sentAt", case when m.version = 1 then m.body else (
        select body from revisions where message_id = m.id and version = 1) end as "firstBody",
      to_json(array(select id from files where message_id = m.id order by position)) as "fileIds"
    from unnest(
      ${`{${sends.map(({ senderId }) => senderId).join(',')}}`}::uuid[],
      ${`{${sends.map(({ clientId }) => clientId).join(',')}}`}::uuid[]
    ) as sent(sender_id, client_id)
    cross join lateral (
      select * from messages where sender_id = sent.sender_id and client_id = sent.client_id offset 0
    ) as m`;
}

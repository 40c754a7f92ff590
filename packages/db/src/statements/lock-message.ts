import type { LockedTx } from '../lock/locked-tx.ts';

export interface LockedMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly seq: number;
  /** Who wrote it; of an imported one, who claimed its author. */
  readonly senderId: string;
  readonly version: number;
  readonly sentAt: string;
  readonly deletedSeq: number | null;
  /** The positions of every event that carries one of its texts, or what was shown of its links. */
  readonly textSeqs: readonly number[];
  readonly mentionIds: readonly string[];
}

/**
 * Locks a message and reads it as it is now (W2). Null when there is none.
 *
 * Lock: the row, FOR UPDATE, after its conversation's: always in this order.
 * Index: `messages_pkey`, `revisions_pkey`, `message_previews_pkey`.
 */
export async function lockMessage(tx: LockedTx, messageId: string): Promise<LockedMessage | null> {
  const [row] = await tx.query<LockedMessage>`
    select id, conversation_id as "conversationId", seq,
      coalesce((select claimed_by from users where users.id = sender_id), sender_id) as "senderId", version, sent_at as "sentAt",
      deleted_seq as "deletedSeq", to_json(mention_ids) as "mentionIds",
      to_json(array(select revisions.seq from revisions where message_id = messages.id union select version_seq
        union select shown.seq from message_previews shown where shown.message_id = messages.id order by 1)) as "textSeqs"
    from messages where id = ${messageId} for update`;
  return row ?? null;
}

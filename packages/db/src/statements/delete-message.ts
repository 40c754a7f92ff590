import type { LockedTx } from '../lock/locked-tx.ts';

export interface MessageDeletion {
  readonly messageId: string;
  readonly deletedBy: string;
  /** Of the message.deleted event. */
  readonly seq: number;
  readonly at: string;
}

/**
 * Marks a message deleted (W5). The text stays until it is purged; nothing hands it out from here on (X1).
 *
 * Lock: conversation and message, held. Index: `messages_pkey`.
 */
export async function deleteMessage(tx: LockedTx, deletion: MessageDeletion): Promise<void> {
  await tx.query`
    update messages set deleted_at = ${deletion.at}::text::timestamptz, deleted_by = ${deletion.deletedBy}, deleted_seq = ${deletion.seq}
    where id = ${deletion.messageId} and deleted_at is null`;
}

/**
 * Forgets the text and every revision of one deleted message at once: for deployments that keep nothing (X2).
 *
 * Lock: conversation and message, held. Index: `messages_pkey`, `revisions_pkey`, `files_message`, `message_previews_pkey`.
 */
export async function purgeMessage(tx: LockedTx, messageId: string): Promise<void> {
  await tx.query`
    with texts as (update revisions set body = null where message_id = ${messageId}),
      doomed as (
        update files set doomed_at = now(), name = '', alt = null, placeholder = null where message_id = ${messageId}),
      previews as (delete from message_previews where message_id = ${messageId})
    update messages set body = null where id = ${messageId} and deleted_at is not null`;
}

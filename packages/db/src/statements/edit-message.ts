import type { LockedTx } from '../lock/locked-tx.ts';

export interface MessageEdit {
  readonly messageId: string;
  readonly expectedVersion: number;
  readonly body: string;
  /** Of the message.edited event. */
  readonly seq: number;
  readonly at: string;
  readonly mentionIds: readonly string[];
}

/**
 * Replaces the text and keeps the old one as a revision (W3). Returns how many messages were changed: 0 when the
 * version is no longer the expected one.
 *
 * Lock: conversation and message, held. Index: `messages_pkey`.
 * Rejected: writing every version to revisions at once, which stores each text twice.
 */
export async function editMessage(tx: LockedTx, edit: MessageEdit): Promise<number> {
  const changed = await tx.query`
    with old as (
      insert into revisions (message_id, version, body, seq, at)
      select id, version, body, version_seq, coalesce(edited_at, sent_at)
      from messages where id = ${edit.messageId} and version = ${edit.expectedVersion} and deleted_at is null
    )
    update messages set body = ${edit.body}, version = version + 1, version_seq = ${edit.seq},
      edited_at = ${edit.at}::text::timestamptz, mention_ids = ${edit.mentionIds}::uuid[]
    where id = ${edit.messageId} and version = ${edit.expectedVersion} and deleted_at is null
    returning id`;
  return changed.length;
}

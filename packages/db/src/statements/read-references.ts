import type { LockedTx } from '../lock/locked-tx.ts';

/** A message that another one replies to, or whose thread it is in. */
export interface ReferencedMessage {
  readonly id: string;
  readonly conversationId: string;
  readonly isDeleted: boolean;
  readonly senderId: string;
  /** The thread it is in: then it is no root of another. */
  readonly threadRootId: string | null;
}

/**
 * The messages that new ones refer to.
 *
 * Lock: the conversations', under which alone messages are deleted. Index: `messages_pkey`.
 */
export async function readReferences(
  tx: LockedTx,
  messageIds: readonly string[],
): Promise<readonly ReferencedMessage[]> {
  if (messageIds.length === 0) return [];
  return tx.query<ReferencedMessage>`
    select id, conversation_id as "conversationId", deleted_at is not null as "isDeleted", sender_id as "senderId",
      thread_root_id as "threadRootId"
    from messages where id = any(${messageIds}::uuid[])`;
}

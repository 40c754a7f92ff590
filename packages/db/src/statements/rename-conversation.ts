import type { LockedTx } from '../lock/locked-tx.ts';

/** Sets title and topic. Lock: the conversation's. Index: `conversations_pkey`. */
export async function renameConversation(
  tx: LockedTx,
  change: { conversationId: string; title: string | null; topic: string; at: string },
): Promise<void> {
  await tx.query`
    update conversations set title = ${change.title}, topic = ${change.topic}, updated_at = ${change.at}::text::timestamptz
    where id = ${change.conversationId}`;
}

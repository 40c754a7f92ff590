import type { LockedTx } from '../lock/locked-tx.ts';

/** Whether a message is pinned. Lock: the conversation's. Index: `pins_pkey`. */
export async function isPinned(tx: LockedTx, messageId: string): Promise<boolean> {
  const rows = await tx.query`select 1 as found from pins where message_id = ${messageId}`;
  return rows.length > 0;
}

export interface NewPin {
  readonly messageId: string;
  readonly conversationId: string;
  readonly pinnedBy: string;
  readonly at: string;
}

/** Pins a message. Lock: conversation and message, held. Index: `pins_pkey`. */
export async function addPin(tx: LockedTx, pin: NewPin): Promise<void> {
  await tx.query`
    insert into pins (message_id, conversation_id, pinned_by, at)
    values (${pin.messageId}, ${pin.conversationId}, ${pin.pinnedBy}, ${pin.at}::text::timestamptz)
    on conflict do nothing`;
}

/** Unpins a message. Lock: conversation and message, held. Index: `pins_pkey`. */
export async function removePin(tx: LockedTx, messageId: string): Promise<void> {
  await tx.query`delete from pins where message_id = ${messageId}`;
}

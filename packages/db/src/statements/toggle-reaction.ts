import type { LockedTx } from '../lock/locked-tx.ts';

export interface Reaction {
  readonly messageId: string;
  readonly userId: string;
  readonly emoji: string;
}

/**
 * The different emoji on a message.
 *
 * Lock: the conversation's. Index: `reactions_pkey`.
 */
export async function reactionsOf(
  tx: LockedTx,
  messageId: string,
): Promise<readonly { readonly emoji: string; readonly userIds: readonly string[] }[]> {
  return tx.query<{ emoji: string; userIds: readonly string[] }>`
    select emoji, json_agg(user_id) as "userIds" from reactions where message_id = ${messageId} group by emoji`;
}

/**
 * Adds a reaction. An emoji that is there already keeps its place among the others, also when whoever gave it first
 * takes it back: what a reader has applied events to, and what a page shows, are in the same order.
 *
 * Lock: conversation and message, held. Index: `reactions_pkey`.
 */
export async function addReaction(
  tx: LockedTx,
  reaction: Reaction,
  { seq, at }: { readonly seq: number; readonly at: string },
): Promise<void> {
  await tx.query`
    with same as (
      select count(*) > 0 as is_there, min(emoji_seq) as emoji_seq
      from reactions where message_id = ${reaction.messageId} and emoji = ${reaction.emoji}
    )
    insert into reactions (message_id, user_id, emoji, at, seq, emoji_seq)
    select ${reaction.messageId}, ${reaction.userId}, ${reaction.emoji}, ${at}::text::timestamptz, ${seq}::bigint,
      case when is_there then emoji_seq else ${seq}::bigint end
    from same
    on conflict do nothing`;
}

/** Takes a reaction back. Lock: conversation and message, held. Index: `reactions_pkey`. */
export async function removeReaction(tx: LockedTx, reaction: Reaction): Promise<void> {
  await tx.query`
    delete from reactions where message_id = ${reaction.messageId} and user_id = ${reaction.userId} and emoji = ${reaction.emoji}`;
}

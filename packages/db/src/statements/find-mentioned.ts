import type { LockedTx } from '../lock/locked-tx.ts';

export interface MentionedMember {
  readonly conversationId: string;
  readonly handle: string;
  readonly userId: string;
}

/**
 * The members of a conversation who have a mentioned handle.
 *
 * Lock: the conversations', so membership is that of the commit. Index: `users_handle_unique`, `members_pkey`.
 * Rejected: joins, which a plan made while the tables are small turns around, to read all of them; mentioning whoever has the handle (a mention would tell strangers that a conversation exists).
 */
export async function findMentioned(
  tx: LockedTx,
  mentions: readonly { readonly conversationId: string; readonly handle: string }[],
): Promise<readonly MentionedMember[]> {
  if (mentions.length === 0) return [];
  return tx.query<MentionedMember>`
    select member.conversation_id as "conversationId", person.handle, person.id as "userId"
    from unnest(
      ${mentions.map(({ conversationId }) => conversationId)}::uuid[],
      ${mentions.map(({ handle }) => handle)}::text[]
    ) as mention(conversation_id, handle)
    cross join lateral (select id, handle from users where handle = mention.handle offset 0) as person
    cross join lateral (
      select conversation_id from members
      where conversation_id = mention.conversation_id and user_id = person.id offset 0
    ) as member`;
}

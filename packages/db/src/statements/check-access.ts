import type { Query } from '../connection/query.ts';

/** Who wants to follow what. */
interface AccessQuestion {
  readonly conversationId: string;
  readonly userId: string;
}

/**
 * Whether each may follow the conversation, and how far its log reached at that very moment; null for a stranger,
 * whether there is such a conversation or not (A1). In the order asked.
 *
 * Lock: none; one snapshot, so the answers are true at `lastSeq`, and later removals are events after it (D7).
 * Index: `members_pkey`, `conversations_pkey`.
 * Rejected: a statement for each, of which hundreds who come back at once wait for each other's; lateral look-ups, which
 * a plan made while the tables are small would turn into as many readings of all of them.
 */
export async function checkAccesses(
  query: Query,
  wanted: readonly AccessQuestion[],
): Promise<readonly ({ readonly lastSeq: number; readonly epoch: string } | null)[]> {
  const rows = await query<{ lastSeq: number | null; epoch: string }>`
    select conversations.last_seq as "lastSeq", log.epoch
    from unnest(
      ${wanted.map(({ conversationId }) => conversationId)}::uuid[],
      ${wanted.map(({ userId }) => userId)}::uuid[]
    ) with ordinality as asked(conversation_id, user_id, place)
    left join members on members.conversation_id = asked.conversation_id and members.user_id = asked.user_id
    left join conversations on conversations.id = members.conversation_id
    cross join log order by place`;
  return rows.map(({ lastSeq, epoch }) => (lastSeq === null ? null : { lastSeq, epoch }));
}

import { type Excerpt, limits } from '@nova/contract';
import type { Query } from '../connection/query.ts';
import { reachIds } from '../event/reach-ids.ts';

/** Where a page of mentions ended. */
export interface MentionsPlace {
  readonly at: string;
  readonly conversationId: string;
  readonly seq: number;
}

/**
 * Messages of others that mention a person now, in the conversations they are in, the newest first; at most `limit`,
 * after a place. What was said before they joined is among them, since
 * they can read it, but not what then mentioned everybody (G3). Imports mention nobody, so that in
 * each conversation the times of these rise with `seq`: the newest by the one are the newest by the other.
 *
 * Lock: none; one snapshot. Index: `members_user`, `messages_mentions`: of each conversation, the messages that mention
 * anybody are read from the newest on until there are enough.
 * Rejected: a table of mentions, which every edit would have to keep.
 */
export async function listMentions(
  query: Query,
  userId: string,
  page: { readonly after: MentionsPlace | null; readonly limit: number },
): Promise<Excerpt[]> {
  const { after, limit } = page;
  return [
    ...(await query<Excerpt>`
      select m.id, m.conversation_id as "conversationId", m.seq, m.sender_id as "senderId", m.sent_at as "sentAt",
        m.thread_root_id as "threadRootId", left(m.body, ${limits.quoteChars}) as body
      from members me
      cross join lateral (
        select * from messages
        where conversation_id = me.conversation_id and mention_ids <> '{}' and deleted_at is null
          and (me.user_id = any(mention_ids) or ${reachIds.channel}::uuid = any(mention_ids)
            and seq > me.joined_seq and body ilike '%@channel%')
          and sender_id <> me.user_id
          and (${after === null} or (sent_at, conversation_id, seq) < (
            ${after?.at ?? null}::text::timestamptz, ${after?.conversationId ?? null}::uuid, ${after?.seq ?? null}::bigint))
        order by seq desc limit ${limit}
      ) as m
      where me.user_id = ${userId}
      order by m.sent_at desc, m.conversation_id desc, m.seq desc limit ${limit}`),
  ];
}

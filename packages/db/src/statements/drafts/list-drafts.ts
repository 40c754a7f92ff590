import { limits, type SavedDraft } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

/**
 * What a person has begun to write in the conversations they are in, the newest first, with what they took back lately;
 * only what changed after `since`, or not long before it: the times are those at which transactions began.
 *
 * Lock: none. Index: `drafts_pkey`, `members_pkey`; as many look-ups as the person has drafts.
 */
export function listDrafts(query: Query, userId: string, since: string | null): Promise<readonly SavedDraft[]> {
  return query<SavedDraft>`
    select d.conversation_id as "conversationId", d.thread_root_id as "threadRootId", d.body,
      d.reply_to_id as "replyToId", d.version, d.updated_at as at
    from drafts d join members m on m.conversation_id = d.conversation_id and m.user_id = d.user_id
    where d.user_id = ${userId}
      and (${since}::text is null or d.updated_at > ${since}::text::timestamptz - interval '10 seconds')
    order by (d.body = '' and d.reply_to_id is null), d.updated_at desc
    limit ${2 * limits.draftsMax}`;
}

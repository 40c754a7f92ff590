import { limits, type SavedDraft, type SetDraftInput } from '@nova/contract';
import type { Query } from '../../connection/query.ts';

/** What came of a text: the draft as it is now, whosever it is; `null` for who is no member; `full`: one place too many. */
export type DraftOutcome = { readonly accepted: boolean; readonly draft: SavedDraft } | 'full' | null;

/**
 * Writes what a person has begun to write, if nobody has written since the version that it was written after. The same
 * text again is accepted, and changes nothing. A row that is not there any more takes any version.
 *
 * Lock: one's own row, and the membership FOR KEY SHARE, which only its end minds: whoever removes the person waits for
 * this row and then takes it away, or was first and is seen here. No conversation lock: it concerns nobody else.
 * Index: `drafts_pkey`, `members_pkey`.
 */
export async function setDraft(query: Query, userId: string, draft: SetDraftInput): Promise<DraftOutcome> {
  const { conversationId, threadRootId = null, body, replyToId = null, baseVersion } = draft;
  const placeId = threadRootId ?? conversationId;
  const [written] = await query<SavedDraft>`
    with me as materialized (
      select user_id, conversation_id from members
      where conversation_id = ${conversationId} and user_id = ${userId} for key share
    )
    insert into drafts as mine
      (user_id, place_id, conversation_id, thread_root_id, reply_to_id, body, version, updated_at)
    select me.user_id, ${placeId}::uuid, me.conversation_id, ${threadRootId}::uuid, ${replyToId}::uuid, ${body}::text,
      ${baseVersion}::integer + 1, now()
    from me
    where exists (select from drafts where user_id = ${userId} and place_id = ${placeId}) or (
      select count(*) from drafts where user_id = ${userId} and (body <> '' or reply_to_id is not null)
    ) < ${limits.draftsMax}
    on conflict (user_id, place_id) do update
    set body = excluded.body, reply_to_id = excluded.reply_to_id, version = mine.version + 1, updated_at = now()
    where mine.version = ${baseVersion} and mine.conversation_id = excluded.conversation_id
      and (mine.body, coalesce(mine.reply_to_id::text, '')) <> (excluded.body, coalesce(excluded.reply_to_id::text, ''))
    returning conversation_id as "conversationId", thread_root_id as "threadRootId", body, reply_to_id as "replyToId",
      version, updated_at as at`;
  if (written) return { accepted: true, draft: written };
  const [found] = await query<SavedDraft & { isMember: boolean }>`
    select m.user_id is not null as "isMember", d.conversation_id as "conversationId",
      d.thread_root_id as "threadRootId", d.body, d.reply_to_id as "replyToId", d.version, d.updated_at as at
    from (select 1) as one
    left join members m on m.conversation_id = ${conversationId} and m.user_id = ${userId}
    left join drafts d on d.user_id = m.user_id and d.place_id = ${placeId} and d.conversation_id = m.conversation_id`;
  if (!found?.isMember) return null;
  const { isMember: _, ...current } = found;
  if (typeof current.body !== 'string') return 'full';
  return { accepted: current.body === body && current.replyToId === replyToId, draft: current };
}

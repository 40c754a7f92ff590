import type { Query } from '../connection/query.ts';

export interface PurgeRequest {
  /** How long deleted text is kept. 0: not at all. */
  readonly retentionMs: number;
  readonly now: Date;
  /** Messages at a time. */
  readonly limit: number;
}

/**
 * Forgets the text and the revisions of messages deleted longer ago than the retention period (X2). Returns how many;
 * fewer than `limit` means that none is left. Idempotent, safe on several nodes at once.
 *
 * Lock: the message rows, those of other purges skipped. Not the conversation's: a deleted message never changes
 * again, and what it said is handed out by nobody.
 * Index: `messages_purge`, `revisions_pkey`, `files_message`, `message_previews_pkey`. The bytes of files follow: see `sweep-files.ts`.
 */
export async function purgeDeleted(query: Query, { retentionMs, now, limit }: PurgeRequest): Promise<number> {
  const before = new Date(now.getTime() - retentionMs).toISOString();
  const purged = await query`
    with due as (
      select id from messages
      where deleted_at is not null and body is not null and deleted_at <= ${before}::text::timestamptz
      order by deleted_at limit ${limit} for update skip locked
    ), texts as (
      update revisions set body = null from due where message_id = due.id
    ), doomed as (
      update files set doomed_at = now(), name = '', alt = null, placeholder = null from due where message_id = due.id
    ), previews as (
      delete from message_previews using due where message_id = due.id
    )
    update messages set body = null from due where messages.id = due.id
    returning messages.id`;
  return purged.length;
}

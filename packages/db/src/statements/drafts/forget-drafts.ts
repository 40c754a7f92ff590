import type { Query } from '../../connection/query.ts';

/**
 * Forgets drafts that were sent or taken back longer ago than `keptMs`. Returns how many; fewer than `limit` means that
 * none is left. Safe on several nodes at once. Lock: the rows, others' skipped. Index: `drafts_cleared`.
 */
export async function forgetDrafts(
  query: Query,
  { keptMs, now, limit }: { readonly keptMs: number; readonly now: Date; readonly limit: number },
): Promise<number> {
  const before = new Date(now.getTime() - keptMs).toISOString();
  const gone = await query`
    delete from drafts where (user_id, place_id) in (
      select user_id, place_id from drafts
      where body = '' and reply_to_id is null and updated_at <= ${before}::text::timestamptz
      order by updated_at limit ${limit} for update skip locked
    )
    returning version`;
  return gone.length;
}

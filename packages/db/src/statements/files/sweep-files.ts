import type { Query } from '../../connection/query.ts';

/**
 * Dooms files that were not sent within `keptMs` – of what is to be sent later, after it was due –: nobody reads or sends them from here on. Returns how many; fewer than
 * `limit` means that none is left. Safe on several nodes at once.
 *
 * Lock: the rows; those that a send holds are skipped. Index: `files_loose`.
 */
export async function doomLooseFiles(
  query: Query,
  { keptMs, now, limit }: { readonly keptMs: number; readonly now: Date; readonly limit: number },
): Promise<number> {
  const before = new Date(now.getTime() - keptMs).toISOString();
  const doomed = await query`
    update files set doomed_at = now(), name = '', alt = null, placeholder = null
    where id in (
      select id from files where message_id is null and doomed_at is null and created_at <= ${before}::text::timestamptz
      order by created_at limit ${limit} for update skip locked
    )
    returning id`;
  return doomed.length;
}

/** A file whose bytes must go, and under which keys they may lie. */
export interface DoomedFile {
  readonly id: string;
  readonly keys: readonly string[];
}

/** Doomed files, the longest doomed first. Lock: none: erasing twice is erasing once. Index: `files_doomed`. */
export function listDoomedFiles(query: Query, limit: number): Promise<readonly DoomedFile[]> {
  return query<DoomedFile>`
    select id, to_json(stale_keys || store_key) as keys from files
    where doomed_at is not null order by doomed_at limit ${limit}`;
}

/** Forgets files whose bytes are gone. Idempotent. Lock: the rows. Index: `files_pkey`. */
export async function forgetFiles(query: Query, ids: readonly string[]): Promise<void> {
  await query`delete from files where id = any(${ids}::uuid[]) and doomed_at is not null`;
}

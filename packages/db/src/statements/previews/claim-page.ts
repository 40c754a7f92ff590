import type { Query } from '../../connection/query.ts';

/**
 * `mine`: ask for it, before `until` has passed. `asked`: another node does. `ready` and `failed`: what came of it, not
 * long ago.
 */
export interface PageClaim {
  readonly id: string;
  readonly state: 'mine' | 'asked' | 'ready' | 'failed';
}

/**
 * Who asks for a page: one node for all, for `leaseMs`; after that, or when what is known of it is too old, the next one,
 * under another id.
 *
 * Lock: the row, for one statement. Index: `link_pages_current`.
 * Rejected: taking over the row of a node that died (if it did not, both would store a picture under one id).
 */
export async function claimPage(
  query: Query,
  page: { readonly id: string; readonly key: string; readonly leaseMs: number },
): Promise<PageClaim> {
  const { id, key, leaseMs } = page;
  await query`update link_pages set is_current = false where key = ${key} and is_current and until <= now()`;
  const [mine] = await query`
    insert into link_pages (id, key, until) values (${id}, ${key}, now() + ${leaseMs}::integer * interval '1 millisecond')
    on conflict (key) where is_current do nothing returning id`;
  if (mine) return { id, state: 'mine' };
  const [known] = await query<PageClaim>`select id, state from link_pages where key = ${key} and is_current`;
  // Too old a moment ago: whoever found that asks, and is asked again.
  return known ?? { id, state: 'asked' };
}

/** What a page said of itself. */
export interface FoundPage {
  readonly host: string;
  readonly site: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly picture: {
    /** Bytes. */
    readonly size: number;
    readonly width: number;
    readonly height: number;
    readonly placeholder: string;
  } | null;
}

/**
 * Notes what came of asking, null for nothing to show; believed for `keptMs`. Nothing when it took too long and the next
 * one asks already. Lock: the row. Index: `link_pages_pkey`.
 */
export async function settlePage(
  query: Query,
  { id, found, keptMs }: { readonly id: string; readonly found: FoundPage | null; readonly keptMs: number },
): Promise<void> {
  const { host = '', site = null, title = null, description = null, picture = null } = found ?? {};
  await query`
    update link_pages set state = ${found ? 'ready' : 'failed'}::text, until = now() + ${keptMs}::integer * interval '1 millisecond',
      host = ${host}, site = ${site}, title = ${title}, description = ${description}, picture_size = ${picture?.size ?? null},
      width = ${picture?.width ?? null}, height = ${picture?.height ?? null}, placeholder = ${picture?.placeholder ?? null}
    where id = ${id} and state = 'asked' and is_current`;
}

/**
 * Pages that nobody believes and no message shows any more: their pictures go first, then they (`forgetPages`). What
 * was believed within `graceMs` is left alone: a message may be about to show it.
 *
 * Lock: none: erasing twice is erasing once. Index: `link_pages_until`, `message_previews_page`.
 */
export async function listStalePages(
  query: Query,
  { graceMs, limit }: { readonly graceMs: number; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await query<{ id: string }>`
    select id from link_pages
    where until <= now() - ${graceMs}::integer * interval '1 millisecond'
      and not exists (select from message_previews where page_id = link_pages.id)
    order by until limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Idempotent. Lock: the rows. Index: `link_pages_pkey`. */
export async function forgetPages(query: Query, ids: readonly string[]): Promise<void> {
  await query`delete from link_pages where id = any(${ids}::uuid[])`;
}

/** Gives back what was claimed and not asked. Lock: the row. Index: `link_pages_pkey`. */
export async function releasePage(query: Query, id: string): Promise<void> {
  await query`delete from link_pages where id = ${id} and state = 'asked'`;
}

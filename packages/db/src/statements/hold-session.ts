import type { Query } from '../connection/query.ts';

/**
 * Whether this session of this user is alive; if so, it stays alive until the transaction of `query` ends (W4). For
 * commands that are about the caller and lock no conversation; those that do use `readStandings`.
 *
 * Lock: the row, FOR KEY SHARE, which only a delete minds. A session that is being deleted right now counts as ended.
 * Index: `sessions_pkey`.
 * Rejected: FOR UPDATE, under which sends of the same session would skip the row and take their caller for signed out.
 */
export async function holdSession(
  query: Query,
  session: { readonly userId: string; readonly sessionId: string },
): Promise<boolean> {
  const rows = await query`
    select id from sessions
    where id = ${session.sessionId} and user_id = ${session.userId} and expires_at > statement_timestamp()
    for key share skip locked`;
  return rows.length > 0;
}

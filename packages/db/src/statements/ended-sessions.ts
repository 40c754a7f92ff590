import type { Query } from '../connection/query.ts';

/**
 * Those of the sessions that have been ended or have expired: few, whatever is asked for. Lock: none.
 * Index: `sessions_pkey`.
 */
export async function endedSessions(query: Query, sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await query<{ id: string }>`
    select id from unnest(${`{${sessionIds.join(',')}}`}::uuid[]) as asked(id)
    where not exists (select 1 from sessions where sessions.id = asked.id and expires_at > clock_timestamp())`;
  return new Set(rows.map(({ id }) => id));
}

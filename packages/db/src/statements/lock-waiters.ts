import type { Query } from '../connection/query.ts';

/** Transactions of this database that wait for a lock right now: what operators watch. Lock: none. */
export async function lockWaiters(query: Query): Promise<number> {
  const [row] = await query<{ count: number }>`
    select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return row?.count ?? 0;
}

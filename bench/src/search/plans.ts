import type { Database } from '@nova/db';
import type postgres from 'postgres';
import { searchInput } from '@nova/contract';
import { searchPage } from '../../../packages/api/src/queries/search/search-page.ts';
import { queryOf } from './query-of.ts';

/** How Postgres runs the statement that looks, with `EXPLAIN (ANALYZE, BUFFERS)`, on a connection that searches. */
export async function planOf(db: Database, sql: postgres.Sql, text: string, userId: string): Promise<string> {
  const plans: string[] = [];
  const explaining = queryOf(sql, 'explain (analyze, buffers, timing off, summary on) ');
  const plain = queryOf(sql);
  const search: Database['search'] = async (strings, ...values) => {
    if (strings.join('').includes('from search_entries')) {
      const rows = await explaining<{ 'QUERY PLAN': string }>(strings, ...values);
      plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    }
    return plain(strings, ...values);
  };
  await searchPage({ db: { ...db, search } }, searchInput.parse({ text }), userId);
  return plans[0] ?? 'no statement looked';
}

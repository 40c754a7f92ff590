import type { Query } from '../connection/query.ts';

/** The version of the Postgres that answers, such as `18.4`. Lock: none. */
export async function postgresVersion(query: Query): Promise<string> {
  const [row] = await query<{ version: string }>`select current_setting('server_version') as version`;
  return row?.version.split(' ')[0] ?? 'unknown';
}

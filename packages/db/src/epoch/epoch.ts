import { randomInt } from 'node:crypto';
import type { Query } from '../connection/query.ts';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';

function newEpoch(): string {
  return Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/**
 * What tells this database from another one with the same rows (D9). A restore to an earlier time begins a new
 * timeline; a dump loaded elsewhere has another cluster, database or table. Where the control functions are not
 * allowed, the database and the table still tell a loaded dump.
 */
async function readFingerprint(query: Query): Promise<string> {
  const [allowed] = await query<{ control: boolean }>`
    select has_function_privilege('pg_control_system()', 'execute')
      and has_function_privilege('pg_control_checkpoint()', 'execute') as control`;
  const [place] = await query<{ text: string }>`
    select concat_ws('/', pg_database.oid, 'events'::regclass::oid) as text from pg_database where datname = current_database()`;
  if (!place) throw new Error('this database is not in pg_database');
  if (!allowed?.control) return place.text;
  const [cluster] = await query<{ text: string }>`
    select concat_ws('/', system_identifier, timeline_id) as text from pg_control_system(), pg_control_checkpoint()`;
  return `${cluster?.text ?? ''}/${place.text}`;
}

/**
 * The log's epoch, for cursors. Replaces it first when this database is not the one it was made in, so that cursors
 * from before are answered with a reset instead of a wrong continuation (D9). Call at start, and after a failover.
 * Idempotent; safe on several nodes at once, which take turns on the row.
 */
export async function readEpoch(query: Query): Promise<string> {
  const fingerprint = await readFingerprint(query);
  const [row] = await query<{ epoch: string }>`
    insert into log (epoch, fingerprint) values (${newEpoch()}, ${fingerprint})
    on conflict (id) do update set
      epoch = case when log.fingerprint = excluded.fingerprint then log.epoch else excluded.epoch end,
      fingerprint = excluded.fingerprint
    returning epoch`;
  if (!row) throw new Error('the log row cannot be written');
  return row.epoch;
}

/**
 * Gives the log a new epoch: every cursor made before is answered with a reset. For operators who restored the data
 * in a way the fingerprint cannot see, such as a file system snapshot.
 */
export async function rotateEpoch(query: Query): Promise<string> {
  const epoch = newEpoch();
  await query`update log set epoch = ${epoch}`;
  return epoch;
}

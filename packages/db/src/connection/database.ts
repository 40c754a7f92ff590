import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres, { type Sql } from 'postgres';
import { schema } from '../schema/schema.ts';
import { type ConnectionOptions, clientOptions, type Query, queryOf, speakPlainly } from './query.ts';
import { TransactionPool } from './transaction-pool.ts';

export interface OpenDatabaseOptions extends ConnectionOptions {
  /** Connections in all, at least 6. Opened when first needed. One more serves LISTEN, two more search, when used. */
  readonly maxConnections: number;
}

export interface Database extends AsyncDisposable {
  /** postgres.js, for single statements and LISTEN. */
  readonly sql: Sql;
  /** The same connections through Drizzle: what the authentication library needs. */
  readonly orm: PostgresJsDatabase<typeof schema>;
  /** A single statement, typed and with plain values. */
  readonly query: Query;
  /** Searches, on a few connections of their own: a heavy one holds up other searches, and nothing else. */
  readonly search: Query;
  /** Where commands run. */
  readonly transactions: TransactionPool;
  /** Where batches of sends run: commands that wait for a lock cannot starve them. */
  readonly lanes: TransactionPool;
  close(): Promise<void>;
}

const maxWaiting = 2_000;

/**
 * Settings of the connections that hold conversation locks. The plans of their statements are made once and must be
 * good for ever: each is a handful of index look-ups, so everything else is ruled out. Without this a plan made while
 * a table was small reads all of it until the next ANALYZE, with the lock held.
 */
export const planning = {
  plan_cache_mode: 'force_generic_plan',
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  enable_bitmapscan: 'off',
  jit: 'off',
};

/** Settings of the connections that search: which index serves depends on how common the words are, so each is planned. */
const planningEach = { plan_cache_mode: 'force_custom_plan', jit: 'off', max_parallel_workers_per_gather: '0' };

/**
 * Opens the pools of one process: a third of the connections for batches of sends, a third for other commands, the
 * rest for reading. Nothing is connected before it is needed. Dispose or `close` waits 5 s for what is under way.
 */
export function openDatabase(options: OpenDatabaseOptions): Database {
  const third = Math.max(2, Math.floor(options.maxConnections / 3));
  const sql = postgres(options.url, clientOptions(options, Math.max(2, options.maxConnections - 2 * third)));
  const orm = drizzle(sql, { schema });
  speakPlainly(sql);
  const search = postgres(options.url, clientOptions(options, 2, planningEach));
  speakPlainly(search);
  const pool = (size: number) =>
    new TransactionPool({ url: options.url, client: clientOptions(options, 1, planning), size, maxWaiting });
  const transactions = pool(third);
  const lanes = pool(third);
  const close = async (): Promise<void> => {
    await Promise.all([transactions.close(), lanes.close(), sql.end({ timeout: 5 }), search.end({ timeout: 5 })]);
  };
  return {
    sql,
    orm,
    query: queryOf(sql),
    search: queryOf(search),
    transactions,
    lanes,
    close,
    [Symbol.asyncDispose]: close,
  };
}

import type { Options, Sql } from 'postgres';

/** What a statement may be given. Arrays need a cast in the statement, such as `${ids}::uuid[]`. */
export type Value = string | number | boolean | null | readonly (string | null)[] | readonly (number | null)[];

/**
 * Sends one statement now and resolves with its rows. Positions and counts are numbers, instants ISO 8601 texts in
 * UTC with milliseconds, JSON is parsed; JSON parameters are given as text.
 */
export type Query = <Row extends object>(
  strings: TemplateStringsArray,
  ...values: readonly Value[]
) => Promise<readonly Row[]>;

const oid = { int8: 20, json: 114, timestamptz: 1184, jsonb: 3802 } as const;

const asIs = (value: unknown): unknown => value;

/** Makes a client of postgres.js read and write values as `Query` promises. After Drizzle, which sets its own. */
export function speakPlainly(client: Sql): void {
  const { parsers, serializers } = client.options;
  parsers[oid.int8] = Number;
  parsers[oid.timestamptz] = (text) => new Date(String(text)).toISOString();
  for (const json of [oid.json, oid.jsonb]) serializers[json] = asIs;
  serializers[oid.timestamptz] = asIs;
}

export function queryOf(client: Sql): Query {
  // Without `execute`, postgres.js sends a statement when somebody first waits for it.
  return async <Row extends object>(strings: TemplateStringsArray, ...values: readonly Value[]) => {
    const pending = client<Row[]>(strings, ...(values as never[]));
    // The call itself sends: postgres.js would wait until somebody asks for the rows.
    return pending.execute();
  };
}

/** What all of Nova's connections have in common. */
export interface ConnectionOptions {
  readonly url: string;
  /** Seen by operators in pg_stat_activity. */
  readonly applicationName: string;
  /** No statement waits longer for a lock (W2). */
  readonly lockTimeoutMs: number;
  /** No statement runs longer. */
  readonly statementTimeoutMs: number;
  /** Postgres ends a transaction whose process stopped speaking, and with it the locks it holds. */
  readonly idleInTransactionTimeoutMs: number;
}

/** The settings of one client with `max` connections; `more` are session settings of Postgres. */
export function clientOptions(options: ConnectionOptions, max: number, more: Record<string, string> = {}): Options<{}> {
  return {
    max,
    // A connection must not be replaced in the middle of a transaction that this client does not know of.
    max_lifetime: null,
    onnotice: () => {},
    // The client's own waits up to 20 s after an outage, and everybody with it.
    backoff: (attempt) => Math.min(1, 0.05 * 2 ** attempt) * (0.5 + Math.random() / 2),
    connect_timeout: 10,
    connection: {
      application_name: options.applicationName,
      TimeZone: 'UTC',
      // A success answer means on disk (W7), whatever the server's default is.
      synchronous_commit: 'on',
      lock_timeout: options.lockTimeoutMs,
      statement_timeout: options.statementTimeoutMs,
      idle_in_transaction_session_timeout: options.idleInTransactionTimeoutMs,
      ...more,
    },
  };
}

import postgres from 'postgres';
import { givenStore, type Provided, StoreUnavailable } from '../provided.ts';
import { startPostgres } from './start-postgres.ts';

export interface ResolvePostgresOptions {
  /** The value of DATABASE_URL; an empty one counts as not set. */
  readonly url?: string | undefined;
  /** Where an embedded one keeps its data. */
  readonly folder: string;
  readonly signal?: AbortSignal;
}

/**
 * The Postgres to use: the given one, after it answered a query; else an embedded one with its data in `folder`.
 *
 * @throws StoreUnavailable when the given one does not answer, or none can be started.
 * @throws FolderInUse when another living process serves the folder.
 */
export async function resolvePostgres(options: ResolvePostgresOptions): Promise<Provided<'given' | 'embedded'>> {
  const { url, folder } = options;
  if (url !== undefined && url !== '') {
    const version = await askVersion(url);
    return givenStore(url, 'given', `PostgreSQL ${version} at ${hostOf(url)}, because DATABASE_URL names it.`);
  }
  const started = await startPostgres({ ...options, folder, durability: 'durable' });
  const version = await askVersion(started.url);
  return {
    ...started,
    kind: 'embedded',
    why: `embedded PostgreSQL ${version} on ${hostOf(started.url)}, data in ${folder}, because DATABASE_URL is not set.`,
  };
}

async function askVersion(url: string): Promise<string> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [row] = await sql<{ server_version: string }[]>`show server_version`;
    return row?.server_version.split(' ')[0] ?? 'of unknown version';
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new StoreUnavailable(`The Postgres of DATABASE_URL (${hostOf(url)}) does not answer: ${words}`);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an address that is not a URL';
}

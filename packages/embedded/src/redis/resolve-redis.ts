import { connect } from 'node:net';
import { givenStore, type Provided, StoreUnavailable } from '../provided.ts';
import { findNativeRedis } from './native-binary.ts';
import { type RunningRedis, startRedis } from './start-redis.ts';

export interface ResolveRedisOptions {
  /** The value of REDIS_URL; an empty one counts as not set. */
  readonly url?: string | undefined;
  /** Where a started one keeps its log. */
  readonly folder: string;
  /** Where to look for a server program; the PATH of this process by default. */
  readonly searchPath?: string;
  /** Only what a restart needs to appear at the same address again. */
  readonly again?: { readonly port: number; readonly password: string };
  readonly signal?: AbortSignal;
}

export type RedisKind = 'given' | 'native' | 'embedded';

/** A Redis started here can be started again at the same address. */
export interface ProvidedRedis extends Provided<RedisKind> {
  readonly address?: { readonly port: number; readonly password: string };
}

/**
 * The Redis to use, in this order: the given one, once its port takes connections; a private child of a
 * `valkey-server` or `redis-server` on the PATH; the embedded Valkey. What is started here keeps no data, which is
 * fine: Redis is a window over Postgres.
 *
 * @throws StoreUnavailable when the given one cannot be reached, or none can be started.
 */
export async function resolveRedis(options: ResolveRedisOptions): Promise<ProvidedRedis> {
  const { url, folder, searchPath = process.env['PATH'] ?? '', again } = options;
  if (url !== undefined && url !== '') {
    const host = await reach(url);
    return givenStore<RedisKind>(url, 'given', `the Redis at ${host}, because REDIS_URL names it.`);
  }
  const common = { folder, ...again, ...(options.signal === undefined ? {} : { signal: options.signal }) };
  const native = findNativeRedis(searchPath);
  if ('missing' in native) {
    const started = await startRedis({ ...common, program: 'embedded' });
    const why = `embedded Valkey on ${hostOf(started.url)}, because REDIS_URL is not set and ${native.missing}.`;
    return provided(started, 'embedded', why);
  }
  const started = await startRedis({ ...common, program: native });
  const why = `private ${native.name} ${native.version} on ${hostOf(started.url)}, because REDIS_URL is not set and ${native.path} is there.`;
  return provided(started, 'native', why);
}

function provided(started: RunningRedis, kind: RedisKind, why: string): ProvidedRedis {
  const { url, ended, stop, port, password } = started;
  return { url, kind, why, ended, stop, address: { port, password }, [Symbol.asyncDispose]: stop };
}

function reach(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = URL.canParse(url) ? new URL(url) : { hostname: '', port: '' };
    const host = `${hostname}:${port === '' ? '6379' : port}`;
    const fail = (words: string): void => {
      socket.destroy();
      reject(new StoreUnavailable(`The Redis of REDIS_URL (${host}) cannot be reached: ${words}`));
    };
    const socket = connect({ host: hostname, port: port === '' ? 6379 : Number(port) }, () => {
      socket.destroy();
      resolve(host);
    });
    socket.setTimeout(5_000, () => fail('no answer within 5 s'));
    socket.once('error', (error) => fail(error.message));
  });
}

function hostOf(url: string): string {
  return new URL(url).host;
}

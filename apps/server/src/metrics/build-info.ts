import { wireVersion } from '@nova/contract';
import { type Database, postgresVersion } from '@nova/db';
import type { RedisConnection } from '@nova/delivery';
import { Cluster } from 'ioredis';
import about from '../../package.json' with { type: 'json' };
import type { Metrics } from './metrics.ts';

/** What runs, in which version: for operators, who see metrics, and for nobody else. */
export function openBuildInfo(
  metrics: Metrics,
  { db, redis }: { readonly db: Database; readonly redis: RedisConnection },
) {
  metrics.info('build_info', 'The version of this server, and of what it speaks with clients.', {
    labels: ['version', 'wire'],
    read: () => Promise.resolve({ version: about.version, wire: String(wireVersion) }),
  });
  metrics.info('postgres_info', 'The Postgres that is used.', {
    labels: ['version'],
    read: async () => ({ version: await postgresVersion(db.query) }),
  });
  metrics.info('redis_info', 'The Redis that is used: which program, and how many servers make it.', {
    labels: ['version', 'kind', 'mode'],
    read: () => aboutRedis(redis),
  });
}

/** Of a cluster, as one of its servers tells. Rejects when it does not answer. */
async function aboutRedis(redis: RedisConnection): Promise<Record<'version' | 'kind' | 'mode', string>> {
  const server = redis instanceof Cluster ? redis.nodes('master')[0] : redis;
  const text = (await server?.info('server')) ?? '';
  const fact = (name: string): string | undefined => new RegExp(`^${name}:(\\S+)`, 'm').exec(text)?.[1];
  // Valkey also names the version of Redis that it is compatible with.
  const valkey = fact('valkey_version');
  return {
    version: valkey ?? fact('redis_version') ?? 'unknown',
    kind: valkey === undefined ? 'Redis' : 'Valkey',
    mode: fact('server_mode') ?? fact('redis_mode') ?? 'unknown',
  };
}

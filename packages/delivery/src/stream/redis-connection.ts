import { Cluster, Redis } from 'ioredis';

/** One logical Redis: a single server, a Sentinel group or a cluster; the code above it is the same (R5). */
export type RedisConnection = Redis | Cluster;

export interface RedisOptions {
  /**
   * `redis://host:port` for one server, `redis-sentinel://host:port,host:port/group` for Sentinel,
   * `redis-cluster://host:port,host:port` for a cluster.
   */
  readonly url: string;
  /** A command without an answer fails after this long. */
  readonly commandTimeoutMs: number;
  readonly name: string;
}

function hosts(list: string): { host: string; port: number }[] {
  return list.split(',').map((at) => {
    const [host = '127.0.0.1', port = '6379'] = at.split(':');
    return { host, port: Number(port) };
  });
}

/**
 * Opens a connection that reconnects for as long as it lives and never queues commands while it is down:
 * they fail at once, since nothing that people wait for may wait for Redis (W7).
 * `role` is `subscriber` for the one connection that only listens.
 */
export function connectRedis(options: RedisOptions, role: 'commands' | 'subscriber'): RedisConnection {
  const common = {
    connectionName: `${options.name}-${role}`,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    // Whoever subscribed does it again on 'ready': what ioredis would send by itself nobody could catch failing.
    autoResubscribe: false,
    // A connection that does not answer is given up, and with it what piles up in it.
    socketTimeout: 2 * options.commandTimeoutMs,
    enableAutoPipelining: role === 'commands',
    retryStrategy: (attempt: number) => Math.min(2_000, 50 * 2 ** Math.min(attempt, 6)),
    ...(role === 'commands' ? { commandTimeout: options.commandTimeoutMs } : {}),
  };
  const cluster = /^redis-cluster:\/\/([^/]+)/.exec(options.url);
  if (cluster?.[1]) {
    return new Cluster(hosts(cluster[1]), {
      enableOfflineQueue: false,
      shardedSubscribers: true,
      enableAutoPipelining: role === 'commands',
      slotsRefreshTimeout: 2_000,
      clusterRetryStrategy: common.retryStrategy,
      redisOptions: common,
    });
  }
  const sentinel = /^redis-sentinel:\/\/([^/]+)\/(.+)$/.exec(options.url);
  if (sentinel?.[1] && sentinel[2]) {
    return new Redis({ ...common, sentinels: hosts(sentinel[1]), name: sentinel[2] });
  }
  return new Redis(options.url, common);
}

import type { Api } from '@nova/api';
import { type Database, lockWaiters, outboxBacklog } from '@nova/db';
import type { RedisConnection } from '@nova/delivery';
import { Cluster } from 'ioredis';
import type { Delivery } from '../delivery/open-delivery.ts';
import type { Connections } from '../socket/connections.ts';
import type { Metrics } from './metrics.ts';

export interface GaugeParts {
  readonly db: Database;
  readonly delivery: Delivery;
  readonly api: Api;
  readonly connections: Connections;
}

/** What is so now, read when somebody looks. */
export function openGauges(metrics: Metrics, { db, delivery, api, connections }: GaugeParts): void {
  const { hub, inbox, relay, redis } = delivery;
  metrics.gauge('sockets', 'Open sockets and event streams.', () => connections.size);
  metrics.gauge('subscriptions', 'Open subscriptions on them.', () => connections.subscriptions);
  metrics.gauge('socket_unread_bytes', 'Written to sockets and not read yet.', () => connections.unreadBytes);
  metrics.gauge('followers', 'Subscriptions to events.', () => hub.followerCount);
  metrics.gauge('followed_conversations', 'Conversations whose log is watched.', () => hub.heads.size);
  metrics.gauge('inboxes', 'People whose inbox is followed.', () => inbox.size);
  metrics.gauge('sends_queued', 'Sends accepted and not answered yet.', () => api.queuedSends);
  metrics.gauge('relay_queued_events', 'Events committed here and not in Redis yet.', () => relay.queuedEvents);
  metrics.gauge('outbox_backlog', 'Commits of all nodes not known to be in Redis.', async () => {
    const { rows } = await outboxBacklog(db.query);
    return rows;
  });
  metrics.gauge('outbox_oldest_seconds', 'How long the oldest of them has waited.', async () => {
    const { oldestMs } = await outboxBacklog(db.query);
    return oldestMs / 1_000;
  });
  metrics.gauge('lock_waiters', 'Transactions of all nodes that wait for a lock.', () => lockWaiters(db.query));
  metrics.gauge('redis_memory_bytes', 'Memory that Redis uses for all it holds.', () => redisMemory(redis));
}

/** Of all servers of a cluster together. Rejects when one does not answer. */
async function redisMemory(redis: RedisConnection): Promise<number> {
  const servers = redis instanceof Cluster ? redis.nodes('master') : [redis];
  const infos = await Promise.all(servers.map((server) => server.info('memory')));
  return infos.reduce((sum, info) => sum + Number(/^used_memory:(\d+)/m.exec(info)?.[1] ?? 0), 0);
}

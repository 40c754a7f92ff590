import { randomUUID } from 'node:crypto';
import type { BeforeErase, OnCommitted } from '@nova/api';
import { type Database, type Failpoint, readEpoch } from '@nova/db';
import {
  connectRedis,
  type DeliveryMeter,
  Hub,
  hubDefaults,
  Inbox,
  inboxDefaults,
  MembershipFeed,
  membershipFeedDefaults,
  type Platform,
  Presence,
  presenceDefaults,
  RedisChannels,
  type RedisConnection,
  RedisOnlineRegister,
  Relay,
  relayDefaults,
  Sweeper,
  sweeperDefaults,
} from '@nova/delivery';
import type { Settings } from '../settings.ts';
import { type LogStores, logStores } from './log-stores.ts';
import { type Trace, TracedStream } from './trace.ts';

/** Everything between the commit and the sockets, on one node. */
export interface Delivery {
  readonly hub: Hub;
  readonly inbox: Inbox;
  readonly presence: Presence;
  readonly relay: Relay;
  readonly redis: RedisConnection;
  readonly onCommitted: OnCommitted;
  readonly beforeErase: BeforeErase;
  /** Publishes what was committed and ends all subscriptions. */
  close(): Promise<void>;
}

export interface DeliveryParts {
  readonly settings: Settings;
  readonly db: Database;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  readonly trace: Trace;
  readonly failpoint?: Failpoint | undefined;
}

/** Registering for messages may take this long; then one goes on without, and the polls serve. */
const listenTimeoutMs = 1_000;

/** Connects to Redis and joins relay, stream, hub, inboxes and presence. A Redis that is down is no reason to fail (W7). */
export async function openDelivery(parts: DeliveryParts): Promise<Delivery> {
  const { settings, db, platform, meter, trace } = parts;
  const stores = openStores(parts, () => hub.heads.epoch);
  const epoch = await readEpoch(db.query);
  const { commands, subscriber } = await openRedis(settings, { meter, platform });
  const window = { keepEntries: settings.streamKeepEntries, idleTtlSeconds: Math.ceil(settings.streamIdleMs / 1_000) };
  const stream = new TracedStream({ ...window, commands, subscriber, epoch: () => hub.heads.epoch }, trace);
  const common = { ...stores, stream, platform, meter };
  const hub = new Hub(epoch, {
    ...hubDefaults,
    ...common,
    maxLagEvents: settings.maxLagEvents,
    batchEntries: settings.deliveryBatchMax,
  });
  const nodeId = randomUUID();
  const channels = new RedisChannels({ commands, subscriber, nodeId, platform, meter, listenTimeoutMs });
  const memberships = new MembershipFeed({ ...membershipFeedDefaults, ...common, channels });
  const inbox = new Inbox({ ...inboxDefaults, ...common, memberships, channels, heads: hub.heads });
  const register = new RedisOnlineRegister({ commands, nodeId });
  const presence = new Presence({ ...presenceDefaults, nodeId, channels, register, memberships, platform, meter });
  const relay = new Relay({
    ...relayDefaults,
    ...common,
    appendEntries: settings.appendBatchMax,
    announce: (entries) => memberships.announce(entries),
  });
  const sweeper = new Sweeper({ ...sweeperDefaults, ...common, relay });
  return {
    hub,
    inbox,
    presence,
    relay,
    redis: commands,
    onCommitted(commits, requestIds) {
      trace.committed(commits, requestIds);
      relay.publish(commits);
      hub.offer(commits);
      memberships.offer(commits);
    },
    beforeErase(conversationId, seqs) {
      hub.erase(conversationId, seqs);
      stream.erase(conversationId, seqs).catch((error: unknown) => meter.failed('erase', error));
    },
    async close() {
      await sweeper.close();
      await relay.drain();
      presence.close();
      inbox.close();
      memberships.close();
      hub.close();
      commands.disconnect();
      subscriber.disconnect();
    },
  };
}

/** A row leaves the outbox after its append: what dies between the two publishes again, which changes nothing (R2). */
function openStores({ db, failpoint }: DeliveryParts, epoch: () => string): LogStores {
  const stores = logStores(db, epoch);
  if (!failpoint) return stores;
  const remove = async (ids: readonly string[]): Promise<void> => {
    await failpoint('after-append');
    await stores.outbox.remove(ids);
  };
  return { ...stores, outbox: { ...stores.outbox, remove } };
}

/** Resolves when both connections stand, or have had the time for it: one that is down is no reason to wait. */
async function openRedis(
  { redisUrl, redisCommandTimeoutMs }: Settings,
  { meter, platform }: Pick<DeliveryParts, 'meter' | 'platform'>,
): Promise<{ commands: RedisConnection; subscriber: RedisConnection }> {
  const options = { url: redisUrl, commandTimeoutMs: redisCommandTimeoutMs, name: 'nova' };
  const commands = connectRedis(options, 'commands');
  const subscriber = connectRedis(options, 'subscriber');
  for (const redis of [commands, subscriber]) redis.on('error', (error) => meter.failed('watch', error));
  await Promise.all([commands, subscriber].map((redis) => ready(redis, platform)));
  return { commands, subscriber };
}

async function ready(redis: RedisConnection, platform: Platform): Promise<void> {
  if (redis.status === 'ready') return;
  const { promise, resolve } = Promise.withResolvers<void>();
  redis.once('ready', resolve);
  const cancel = platform.after(listenTimeoutMs, resolve);
  await promise;
  cancel();
  redis.off('ready', resolve);
}

import { RedisChannels } from '../channels/redis-channels.ts';
import { Hub } from '../hub/hub.ts';
import { hubDefaults } from '../hub/options.ts';
import { Inbox, inboxDefaults } from '../inbox/inbox.ts';
import { MembershipFeed, membershipFeedDefaults } from '../memberships/membership-feed.ts';
import { systemPlatform } from '../platform.ts';
import { Presence, presenceDefaults } from '../presence/presence.ts';
import { RedisOnlineRegister } from '../presence/redis-online-register.ts';
import { Relay, relayDefaults } from '../relay/relay.ts';
import type { Happening, MemoryLog } from '../sim/memory-log.ts';
import { redisNode } from './redis-node.ts';
import { TestMeter } from './test-meter.ts';

/** One node with inboxes and presence, as a server puts it together. */
export interface RealPeople extends AsyncDisposable {
  readonly hub: Hub;
  readonly inbox: Inbox;
  readonly presence: Presence;
  readonly meter: TestMeter;
  commit(conversationId: string, ...happenings: Happening[]): void;
}

let nodes = 0;

/** On a real Redis and the real clock; `presenceTtlMs` and what depends on it may be shortened. */
export async function realPeople(
  url: string,
  { log, presenceTtlMs = 45_000, graceMs = 0 }: { log: MemoryLog; presenceTtlMs?: number; graceMs?: number },
): Promise<RealPeople> {
  const node = await redisNode(url, 500);
  const nodeId = `people-${++nodes}`;
  const meter = new TestMeter();
  const platform = systemPlatform;
  const channels = new RedisChannels({ ...node, nodeId, platform, meter, listenTimeoutMs: 500 });
  const stream = node.stream();
  const common = { log, access: log, outbox: log, stream, platform, meter, channels };
  const hub = new Hub(log.epoch, { ...hubDefaults, ...common });
  const memberships = new MembershipFeed({ ...membershipFeedDefaults, ...common, memberships: log });
  const inbox = new Inbox({ ...inboxDefaults, ...common, memberships, heads: hub.heads });
  const register = new RedisOnlineRegister({ ...node, nodeId });
  const times = { presenceTtlMs, graceMs, tickMs: Math.min(1_000, presenceTtlMs / 10) };
  const presence = new Presence({ ...presenceDefaults, ...common, ...times, nodeId, register, memberships });
  const relay = new Relay({ ...relayDefaults, ...common, announce: (entries) => memberships.announce(entries) });
  return {
    hub,
    inbox,
    presence,
    meter,
    commit(conversationId, ...happenings) {
      const commits = [log.commit(conversationId, ...happenings)];
      relay.publish(commits);
      hub.offer(commits);
      memberships.offer(commits);
    },
    async [Symbol.asyncDispose]() {
      presence.close();
      inbox.close();
      memberships.close();
      hub.close();
      await node[Symbol.asyncDispose]();
    },
  };
}

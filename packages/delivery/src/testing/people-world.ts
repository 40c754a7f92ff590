import { type FakePlatform, fakePlatform } from '@nova/testkit';
import { MemoryChannels, MemoryPubSub } from '../channels/memory-channels.ts';
import { Hub } from '../hub/hub.ts';
import { hubDefaults } from '../hub/options.ts';
import { Inbox, inboxDefaults } from '../inbox/inbox.ts';
import { MembershipFeed, membershipFeedDefaults } from '../memberships/membership-feed.ts';
import type { Commit } from '../ports.ts';
import { Relay, relayDefaults } from '../relay/relay.ts';
import { type Happening, MemoryLog } from '../sim/memory-log.ts';
import { MemoryEventStream, MemoryRedis } from '../stream/memory-event-stream.ts';
import { TestMeter } from './test-meter.ts';

/** One node with everything that serves a person's inbox. */
export interface PeopleNode {
  readonly hub: Hub;
  readonly inbox: Inbox;
  readonly channels: MemoryChannels;
  readonly memberships: MembershipFeed;
  readonly stream: MemoryEventStream;
  readonly meter: TestMeter;
  /** Commits, hands over and publishes, as a server does. */
  commit(conversationId: string, ...happenings: Happening[]): void;
}

export interface PeopleWorld {
  readonly platform: FakePlatform;
  readonly log: MemoryLog;
  readonly redis: MemoryRedis;
  readonly pubSub: MemoryPubSub;
  /** How often, and about how many users at a time, memberships were read. */
  readonly reads: number[];
  /** While set, reading memberships fails. */
  isBroken: boolean;
  node(): PeopleNode;
  settle(): Promise<void>;
}

/** A database, a Redis and a pub/sub in memory, on a fake clock. */
export function peopleWorld(): PeopleWorld {
  const platform = fakePlatform();
  const log = new MemoryLog(() => platform.nowMs());
  const redis = new MemoryRedis();
  const pubSub = new MemoryPubSub();
  const reads: number[] = [];
  const world: PeopleWorld = {
    platform,
    log,
    redis,
    pubSub,
    reads,
    isBroken: false,
    settle: () => platform.advance(0),
    node() {
      const meter = new TestMeter();
      const channels = new MemoryChannels(pubSub);
      const stream = new MemoryEventStream(redis, 1_000, () => hub.heads.epoch);
      const asked = {
        of(userIds: readonly string[]) {
          reads.push(userIds.length);
          return world.isBroken ? Promise.reject(new Error('the database is gone')) : log.of(userIds);
        },
      };
      const common = { log, access: log, outbox: log, stream, platform, meter, channels };
      const hub: Hub = new Hub(log.epoch, { ...hubDefaults, ...common });
      const memberships = new MembershipFeed({ ...membershipFeedDefaults, ...common, memberships: asked });
      const inbox = new Inbox({ ...inboxDefaults, ...common, memberships, heads: hub.heads });
      const relay = new Relay({ ...relayDefaults, ...common, announce: (entries) => memberships.announce(entries) });
      return {
        hub,
        inbox,
        channels,
        memberships,
        stream,
        meter,
        commit(conversationId, ...happenings) {
          const commits: Commit[] = [log.commit(conversationId, ...happenings)];
          hub.offer(commits);
          memberships.offer(commits);
          relay.publish(commits);
        },
      };
    },
  };
  return world;
}

export const joins = (userId: string): Happening => ({ type: 'member.added', userId });
export const leaves = (userId: string): Happening => ({ type: 'member.removed', userId });
export const says = (body: string): Happening => ({ type: 'message.created', body });

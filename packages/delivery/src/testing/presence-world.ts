import type { PresenceItem } from '@nova/contract';
import { type FakePlatform, fakePlatform } from '@nova/testkit';
import { MemoryChannels, MemoryPubSub } from '../channels/memory-channels.ts';
import { MembershipFeed, membershipFeedDefaults } from '../memberships/membership-feed.ts';
import { MemoryClaims, MemoryOnlineRegister } from '../presence/memory-online-register.ts';
import { Presence, presenceDefaults } from '../presence/presence.ts';
import { TestMeter } from './test-meter.ts';

/** Who watches whom and what. */
export interface Watching {
  readonly userId?: string;
  readonly conversationIds?: readonly string[];
  readonly userIds?: readonly string[];
}

export interface Watcher {
  /** What was told since the last call: `+ann`, `-ann` for people, `room:+ann`, `room:-ann` for typing. */
  told(): string[];
  stop(): void;
  readonly done: Promise<void>;
}

export interface PresenceNode {
  readonly presence: Presence;
  readonly memberships: MembershipFeed;
  readonly meter: TestMeter;
  watch(watching: Watching): Watcher;
}

export interface PresenceWorld {
  readonly platform: FakePlatform;
  readonly claims: MemoryClaims;
  readonly pubSub: MemoryPubSub;
  /** Who is in which conversations now. */
  readonly members: Map<string, readonly string[]>;
  node(): PresenceNode;
  /** All of Redis is gone, or back. */
  setDown(isDown: boolean): void;
}

export function presenceWorld(): PresenceWorld {
  const platform = fakePlatform();
  const claims = new MemoryClaims();
  const pubSub = new MemoryPubSub();
  const members = new Map<string, readonly string[]>();
  let nodes = 0;
  return {
    platform,
    claims,
    pubSub,
    members,
    setDown(isDown) {
      claims.isDown = isDown;
      if (isDown) pubSub.isDown = true;
      else pubSub.comeBack();
    },
    node() {
      const meter = new TestMeter();
      const channels = new MemoryChannels(pubSub);
      const nodeId = `node ${++nodes}`;
      const register = new MemoryOnlineRegister({ claims, channels, nodeId, nowMs: () => platform.nowMs() });
      const common = { channels, platform, meter };
      const of = () => Promise.resolve(members);
      const memberships = new MembershipFeed({ ...membershipFeedDefaults, ...common, memberships: { of } });
      const presence = new Presence({ ...presenceDefaults, ...common, nodeId, register, memberships });
      return { presence, memberships, meter, watch: (watching) => watcherOf(presence, watching) };
    },
  };
}

function watcherOf(presence: Presence, { userId = 'me', conversationIds = [], userIds = [] }: Watching): Watcher {
  const stop = new AbortController();
  const items: PresenceItem[] = [];
  const done = (async () => {
    for await (const item of presence.watch({ userId, conversationIds, userIds, signal: stop.signal }))
      items.push(item);
  })();
  return {
    told: () => items.splice(0).map(wordsOf),
    stop: () => stop.abort(),
    done,
  };
}

export function wordsOf(item: PresenceItem): string {
  if (item.type === 'presence') return `${item.online ? '+' : '-'}${item.userId}`;
  return `${item.conversationId}:${item.on ? '+' : '-'}${item.userId}`;
}

export type { Platform } from './platform.ts';
export { systemPlatform } from './platform.ts';
export type {
  AccessCheck,
  AppendOutcome,
  Channels,
  Commit,
  DeliveryMeter,
  EventLog,
  EventStream,
  Listening,
  Memberships,
  OnlineRegister,
  OutboxRow,
  OutboxTable,
  StreamRange,
  Wake,
} from './ports.ts';
export type { Batch } from './hub/batch.ts';
export type { FollowRequest } from './hub/follower.ts';
export { Hub } from './hub/hub.ts';
export type { HubOptions } from './hub/options.ts';
export { hubDefaults } from './hub/options.ts';
export type { FollowHandle, Sink } from './hub/sink.ts';
export { RedisChannels } from './channels/redis-channels.ts';
export type { InboxHint } from './inbox/hints.ts';
export { Inbox, inboxDefaults } from './inbox/inbox.ts';
export { MembershipFeed, membershipFeedDefaults } from './memberships/membership-feed.ts';
export { Presence, presenceDefaults } from './presence/presence.ts';
export { RedisOnlineRegister } from './presence/redis-online-register.ts';
export { Relay, relayDefaults } from './relay/relay.ts';
export { Sweeper, sweeperDefaults } from './relay/sweeper.ts';
export { RedisEventStream } from './stream/redis-event-stream.ts';
export type { RedisConnection } from './stream/redis-connection.ts';
export { connectRedis } from './stream/redis-connection.ts';

/**
 * The client's real moving parts without a network, for whole-system simulations (`@nova/client/sim`).
 *
 * One simulated device: a `MemoryStore`, a `manualNetwork()`, a `Platform` on the fake clock, and a `Transport` that
 * reaches the simulated server (reject with `RefusedError`; with `NotSentError` for a request that
 * never left; with anything else for a broken connection). On it:
 *
 *   const outbox = new OutboxRunner({ account: userId, store, transport, platform, network });
 *   let sync: ConversationSync | null = null;
 *   const bond = new OutboxBond({ conversationId, outbox, replica: () => sync?.replica ?? null,
 *     save: async () => sync?.save(), resume: () => sync?.resume() });
 *   sync = new ConversationSync({ conversationId, self: userId, store, transport, platform, network,
 *     onApplied: (news) => bond.news(news) });
 *   const live = new LiveConversation({ conversationId, self: userId, sync, outbox, platform, newId });
 *   await outbox.start(); await sync.start();
 *
 * `live.send(…)` and its like are what the person does; `live.view` is what they see; `sync.replica` is what is
 * confirmed. A crash is dropping all of it but the store (`outbox.stop()`, `live.close()`, `sync.close('forget')`)
 * and building it anew. Several tabs are several `TabOutbox` on one store and one `inProcessTabs()`;
 * `Rooms` joins one with as many conversations as are open, as the account does.
 */
export type { OutboxRunnerOptions } from './outbox/runner.ts';
export { OutboxRunner } from './outbox/runner.ts';
export type { TabOutboxOptions } from './outbox/tab-outbox.ts';
export { TabOutbox } from './outbox/tab-outbox.ts';
export type { Command, OutboxEntry, Receipt } from './outbox/entry.ts';
export { newEntry } from './outbox/entry.ts';
export type { ConversationSyncOptions } from './sync/sync-options.ts';
export { ConversationSync } from './sync/conversation-sync.ts';
export type { OutboxHand } from './sync/outbox-bond.ts';
export { OutboxBond } from './sync/outbox-bond.ts';
export type { LiveConversationOptions } from './conversation.ts';
export { LiveConversation } from './conversation.ts';
export { Rooms } from './rooms.ts';
export type { ReplicaState } from './replica/state.ts';
export type { FollowSink, PageRequest, Transport } from './transport.ts';
export { NotSentError, RefusedError } from './transport.ts';
export type { ManualNetwork } from './network.ts';
export { manualNetwork } from './network.ts';
export { MemoryStore } from './store/memory-store.ts';
export { inProcessTabs } from './tabs/in-process-tabs.ts';
export type { Incident } from './report.ts';

/**
 * Delivery's surroundings in memory, for tests and whole-system simulations (`@nova/delivery/sim`): what in a
 * deployment is Postgres and Redis. Several nodes share one `MemoryLog`, one `MemoryRedis` and one `MemoryPubSub`;
 * each has a `MemoryEventStream` and a `MemoryChannels` of its own, and on them the real hub, relay and sweeper.
 */
export { MemoryChannels, MemoryPubSub } from './channels/memory-channels.ts';
export { MemoryClaims, MemoryOnlineRegister } from './presence/memory-online-register.ts';
export type { Happening } from './sim/memory-log.ts';
export { MemoryLog } from './sim/memory-log.ts';
export { MemoryEventStream, MemoryRedis } from './stream/memory-event-stream.ts';

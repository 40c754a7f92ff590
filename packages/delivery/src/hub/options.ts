import type { Platform } from '../platform.ts';
import type { AccessCheck, DeliveryMeter, EventLog, EventStream } from '../ports.ts';

export interface HubOptions {
  readonly log: EventLog;
  readonly stream: EventStream;
  readonly access: AccessCheck;
  readonly platform: Platform;
  readonly meter: DeliveryMeter;
  /** Events of one conversation kept in memory, at most. */
  readonly ringEntries: number;
  readonly ringBytes: number;
  /** Events read into the ring when a conversation gets its first follower. */
  readonly ringBackfill: number;
  /** One batch holds at most this many events and about this much text. */
  readonly batchEntries: number;
  readonly batchBytes: number;
  /** A cursor further behind is answered with `reset` (D5). */
  readonly maxLagEvents: number;
  readonly pollMs: number;
  readonly retryMs: number;
  readonly lingerMs: number;
  readonly watchTimeoutMs: number;
  readonly streamPauseMs: number;
  /** Positions of erased texts remembered for each conversation, for reads that were under way. */
  readonly erasedRemembered: number;
}

/** The numbers used where a deployment says nothing. */
export const hubDefaults = {
  ringEntries: 512,
  ringBytes: 1_048_576,
  ringBackfill: 256,
  batchEntries: 256,
  batchBytes: 131_072,
  maxLagEvents: 10_000,
  pollMs: 2_000,
  retryMs: 250,
  lingerMs: 15_000,
  watchTimeoutMs: 1_000,
  streamPauseMs: 1_000,
  erasedRemembered: 1_000,
} as const;

import type { Id, NovaEvent } from '@nova/contract';
import type { Network } from '../network.ts';
import type { AppliedInput } from '../outbox/input.ts';
import type { Platform } from '../platform.ts';
import type { Report } from '../report.ts';
import type { DeviceStore, Snapshot } from '../store/device-store.ts';
import type { Transport } from '../transport.ts';

/** What one conversation's replica stands on. */
export interface ConversationSyncOptions {
  readonly conversationId: Id;
  /** The user's id: whose account on the device, and whose removal ends it. */
  readonly self: Id;
  readonly transport: Pick<Transport, 'list' | 'thread' | 'follow'>;
  readonly store: Pick<DeviceStore, 'loadSnapshot' | 'saveSnapshot' | 'removeSnapshot'>;
  /** What the device has of it, where that is known already: then nobody reads it again. `null`: nothing. */
  readonly snapshot?: Snapshot | null;
  readonly platform: Platform;
  readonly network: Network;
  readonly report?: Report;
  /** What the screen now has, for the outbox. */
  readonly onApplied?: (news: AppliedInput) => void;
  /** Each event as it takes its place, in order. */
  readonly onEvent?: (event: NovaEvent) => void;
  /** How long a page may take (default 15,000). */
  readonly requestTimeoutMs?: number;
  /** Messages of one page (default 50). */
  readonly pageSize?: number;
}

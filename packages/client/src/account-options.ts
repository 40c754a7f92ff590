import type { Id } from '@nova/contract';
import type { Live } from './live/live.ts';
import type { Network } from './network.ts';
import type { Platform } from './platform.ts';
import type { Report } from './report.ts';
import type { DeviceStore } from './store/device-store.ts';
import type { TabPorts } from './tabs/tab-ports.ts';
import type { Uploader } from './files/uploader.ts';
import type { Transport } from './transport.ts';
import type { Gate } from './wire/gate.ts';
import type { Procedures } from './wire/procedures.ts';

/** What one signed-in person's account stands on. */
export interface AccountOptions {
  readonly userId: Id;
  readonly transport: Transport;
  readonly procedures: Procedures;
  /** The subscriptions, whichever tab's socket they come by. */
  readonly live: Live;
  /** The account does not share them any more. Idempotent. */
  readonly leave: () => void;
  /** Before anything is asked that `transport` does not guard. */
  readonly gate: Gate;
  readonly store: DeviceStore;
  readonly platform: Platform;
  readonly network: Network;
  readonly tabs: TabPorts;
  readonly newId: () => Id;
  readonly report: Report;
  readonly requestTimeoutMs?: number;
  readonly uploader?: Uploader;
}

import type { DeviceStore } from '../../../../packages/client/src/store/device-store.ts';
import type { Transport } from '@nova/client/sim';
import type { LogEntry } from '@nova/contract';
import type { EventLog, EventStream, Hub } from '@nova/delivery';
import type { Follow } from '../server/session.ts';

/** What a transport mutant may look at. */
export interface Seen {
  /** How far the replica of a conversation is; 0 when there is none yet. */
  readonly asOfSeq: (conversationId: string) => number;
  readonly newId: () => string;
  /** A moment later, if the tab lives to see it. */
  readonly pause: () => Promise<void>;
}

/** A defect to put into the system: each part it names replaces, or wraps, the right one. None of them: no defect. */
export interface Mutant {
  readonly follow?: (of: { readonly hub: Hub; readonly log: EventLog }) => Follow;
  readonly stream?: (right: EventStream) => EventStream;
  readonly transport?: (right: Transport, seen: Seen) => Transport;
  readonly store?: (right: DeviceStore) => DeviceStore;
  /** What an event carries from the log to the hub. */
  readonly entry?: (right: LogEntry) => LogEntry;
  /** What the database answers for its epoch. */
  readonly epoch?: string;
  /** A page names the end of the log as it is a little later than its messages. */
  readonly pagesLate?: boolean;
  /** Every tab takes itself for the only one. */
  readonly manySenders?: boolean;
  /** No sweeper runs. */
  readonly sweeps?: false;
  /** Nobody is told to forget a text before it is deleted. */
  readonly erases?: false;
  /** The role is read when the request comes, not behind the lock. */
  readonly judgesBefore?: boolean;
}

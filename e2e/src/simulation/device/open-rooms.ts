import { Rooms, TabOutbox } from '@nova/client/sim';
import type { Incident, Transport } from '@nova/client/sim';
import type { Network } from '../../../../packages/client/src/network.ts';
import type { DeviceStore } from '../../../../packages/client/src/store/device-store.ts';
import type { TabPorts } from '../../../../packages/client/src/tabs/tab-ports.ts';
import type { Platform } from '@nova/delivery';

/** A conversation that is open. */
export type Room = ReturnType<Rooms['hold']>;

export interface OpenRoomsOptions {
  readonly userId: string;
  readonly platform: Platform;
  readonly network: Network;
  readonly store: DeviceStore;
  readonly transport: Transport;
  readonly tabs: TabPorts;
  readonly newId: () => string;
  readonly report: (incident: Incident) => void;
  readonly pageSize: number;
}

/** The real outbox and replicas of one person in one tab. */
export class OpenRooms {
  readonly outbox: TabOutbox;
  readonly #rooms: Rooms;

  constructor(options: OpenRoomsOptions) {
    const { userId } = options;
    this.outbox = new TabOutbox({ ...options, account: userId });
    this.#rooms = new Rooms({ ...options, self: userId, outbox: this.outbox, onLeft: () => {} });
  }

  /** Those that are open, held by a person or by the queue. */
  get all(): Rooms['all'] {
    return this.#rooms.all;
  }

  start(): Promise<void> {
    return this.outbox.start();
  }

  hold(conversationId: string): Room {
    return this.#rooms.hold(conversationId);
  }

  async close(): Promise<void> {
    await this.#rooms.close('keep');
    await this.outbox.close();
  }
}

import { ConversationSync, LiveConversation, OutboxBond, TabOutbox } from '@nova/client/sim';
import type { Incident, Transport } from '@nova/client/sim';
import type { Network } from '../../../../packages/client/src/network.ts';
import type { DeviceStore } from '../../../../packages/client/src/store/device-store.ts';
import type { TabPorts } from '../../../../packages/client/src/tabs/tab-ports.ts';
import type { Platform } from '@nova/delivery';

export interface Room {
  readonly live: LiveConversation;
  readonly sync: ConversationSync;
  readonly bond: OutboxBond;
  holders: number;
}

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

/** The real outbox and replicas of one person in one tab, joined as the client's account joins them. */
export class OpenRooms {
  readonly outbox: TabOutbox;
  readonly #options: OpenRoomsOptions;
  readonly #rooms = new Map<string, Room>();
  /** Conversations held open because the queue waits for their events. */
  readonly #awaited = new Map<string, () => void>();
  #isClosed = false;

  constructor(options: OpenRoomsOptions) {
    this.#options = options;
    this.outbox = new TabOutbox({ ...options, account: options.userId });
    this.outbox.subscribe(() => this.#holdAwaited());
  }

  /** Those that are open, held by a person or by the queue. */
  get all(): ReadonlyMap<string, Room> {
    return this.#rooms;
  }

  start(): Promise<void> {
    return this.outbox.start();
  }

  hold(conversationId: string): { room: Room; release: () => void } {
    const room = this.#rooms.get(conversationId) ?? this.#open(conversationId);
    room.holders++;
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      if (--room.holders > 0 || this.#rooms.get(conversationId) !== room) return;
      this.#rooms.delete(conversationId);
      void shut(room);
    };
    return { room, release };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const rooms = [...this.#rooms.values()];
    this.#rooms.clear();
    this.#awaited.clear();
    await Promise.all(rooms.map(shut));
    await this.outbox.close();
  }

  #open(conversationId: string): Room {
    const { userId: self, platform, newId, report } = this.#options;
    const { outbox } = this;
    let sync: ConversationSync | null = null;
    const replica = (): ConversationSync['replica'] => sync?.replica ?? null;
    const bond = new OutboxBond({
      ...{ conversationId, outbox, replica },
      save: async () => sync?.save(),
      resume: () => sync?.resume(),
    });
    sync = new ConversationSync({ ...this.#options, conversationId, self, onApplied: (news) => bond.news(news) });
    const live = new LiveConversation({ conversationId, self, sync, outbox, platform, newId, report });
    const room = { live, sync, bond, holders: 0 };
    this.#rooms.set(conversationId, room);
    void sync.start();
    return room;
  }

  /** An accepted entry leaves by its event, so somebody must be listening for it: the tab that sends. */
  #holdAwaited(): void {
    if (this.#isClosed) return;
    const waiting = this.outbox.leads ? this.outbox.entries.filter(({ state }) => state.type !== 'failed') : [];
    const wanted = new Set(waiting.map(({ conversationId }) => conversationId));
    for (const [id, release] of this.#awaited) {
      if (wanted.has(id)) continue;
      this.#awaited.delete(id);
      release();
    }
    for (const id of wanted) if (!this.#awaited.has(id)) this.#awaited.set(id, this.hold(id).release);
  }
}

async function shut(room: Room): Promise<void> {
  room.bond.stop();
  room.live.close();
  await room.sync.close('keep');
}

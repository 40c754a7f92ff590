import type { Id } from '@nova/contract';
import { LiveConversation } from './conversation.ts';
import type { TabOutbox } from './outbox/tab-outbox.ts';
import type { Report } from './report.ts';
import type { DeviceStore, Snapshot } from './store/device-store.ts';
import { snapshotOf } from './replica/state.ts';
import { ConversationSync } from './sync/conversation-sync.ts';
import { LastLeft } from './sync/last-left.ts';
import type { ConversationSyncOptions } from './sync/sync-options.ts';
import { OutboxBond } from './sync/outbox-bond.ts';

interface Room {
  readonly live: LiveConversation;
  readonly sync: ConversationSync;
  readonly bond: OutboxBond;
  holders: number;
}

export interface RoomsOptions extends Omit<ConversationSyncOptions, 'conversationId' | 'onApplied' | 'snapshot'> {
  readonly store: DeviceStore;
  readonly report: Report;
  readonly outbox: TabOutbox;
  readonly newId: () => Id;
  /** The newest `seq` of a conversation, whoever knows of it; by default nobody does. */
  readonly headSeq?: (conversationId: Id) => number | null;
  /** Nobody holds this conversation any more. */
  readonly onLeft: (conversationId: Id) => void;
}

/** The conversations that are open: each once, for as long as somebody holds it or the queue waits for its events. */
export class Rooms {
  readonly #options: RoomsOptions;
  readonly #rooms = new Map<Id, Room>();
  /** Conversations held open because the queue waits for their events. */
  readonly #awaited = new Map<Id, () => void>();
  /** What the device has of conversations that are about to be opened. */
  #ahead: ReadonlyMap<Id, Snapshot | null> = new Map();
  readonly #left = new LastLeft();
  #isClosed = false;

  constructor(options: RoomsOptions) {
    this.#options = options;
    options.outbox.subscribe(() => this.#holdAwaited());
  }

  /** Those that are open, whoever holds them. */
  get all(): ReadonlyMap<Id, Readonly<Pick<Room, 'live' | 'sync'>>> {
    return this.#rooms;
  }

  /**
   * Reads what the device has of conversations, so that opening them shows it in the same step, until `forgetAhead`. What
   * cannot be read is read when it is opened. Never rejects.
   */
  async readAhead(conversationIds: readonly Id[]): Promise<void> {
    const { store, self } = this.#options;
    const reads = conversationIds.map(
      async (id): Promise<[Id, Snapshot | null]> => [id, await store.loadSnapshot(self, id)],
    );
    const read = await Promise.allSettled(reads);
    this.#ahead = new Map(read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : [])));
  }

  /** From now on the device has the word again. */
  forgetAhead(): void {
    this.#ahead = new Map();
  }

  /** The conversation, open until every holder has called `release` (idempotent). */
  hold(conversationId: Id): { live: LiveConversation; sync: ConversationSync; release: () => void } {
    const room = this.#rooms.get(conversationId) ?? this.#open(conversationId);
    room.holders++;
    let isHeld = true;
    const release = (): void => {
      if (!isHeld) return;
      isHeld = false;
      if (--room.holders > 0 || this.#rooms.get(conversationId) !== room) return;
      this.#rooms.delete(conversationId);
      this.#keepLeft(room);
      this.#options.onLeft(conversationId);
      void shut(room, 'keep');
    };
    return { live: room.live, sync: room.sync, release };
  }

  /** A conversation that has a summary is the person's, also one that had ended before their eyes. */
  welcomeTo(conversationId: Id): void {
    const sync = this.#rooms.get(conversationId)?.sync;
    if (sync?.standing.status === 'ended') sync.resume();
  }

  /** The server wants a sign-in: everything live says so and rests. */
  rest(error: unknown): void {
    for (const { sync } of this.#rooms.values()) sync.rest(error);
  }

  /** Signed in again: what rested goes on. */
  resume(): void {
    for (const { sync } of this.#rooms.values()) sync.resume();
  }

  /** `erase` leaves nothing of the conversations on the device. Idempotent. */
  async close(how: 'keep' | 'erase'): Promise<void> {
    this.#isClosed = true;
    const rooms = [...this.#rooms.values()];
    this.#rooms.clear();
    this.#left.clear();
    this.#awaited.clear();
    await Promise.all(rooms.map((room) => shut(room, how)));
  }

  #open(conversationId: Id): Room {
    const { outbox, newId, self, platform, report, store } = this.#options;
    let sync: ConversationSync | null = null;
    const bond = new OutboxBond({
      conversationId,
      outbox,
      replica: () => sync?.replica ?? null,
      save: async () => sync?.save(),
      resume: () => sync?.resume(),
    });
    const left = this.#left.take(conversationId, this.#options.headSeq?.(conversationId) ?? null);
    const snapshot = this.#ahead.get(conversationId) ?? left;
    sync = new ConversationSync({
      ...this.#options,
      conversationId,
      ...(snapshot === undefined ? {} : { snapshot }),
      onApplied: (news) => bond.news(news),
    });
    const live = new LiveConversation({ conversationId, self, sync, outbox, platform, newId, report, store });
    const room = { live, sync, bond, holders: 0 };
    this.#rooms.set(conversationId, room);
    void sync.start();
    return room;
  }

  #keepLeft({ sync: { replica, standing } }: Room): void {
    if (!replica || replica.ended || standing.status === 'ended' || standing.status === 'failed') return;
    this.#left.keep(snapshotOf(replica, this.#options.platform.nowMs()));
  }

  /** An accepted entry leaves by its event, so somebody must be listening for it: the tab that sends. */
  #holdAwaited(): void {
    if (this.#isClosed) return;
    const { outbox } = this.#options;
    const waiting = outbox.leads ? outbox.entries.filter(({ state }) => state.type !== 'failed') : [];
    const wanted = new Set(waiting.map(({ conversationId }) => conversationId));
    for (const [id, release] of this.#awaited) {
      if (wanted.has(id)) continue;
      this.#awaited.delete(id);
      release();
    }
    for (const id of wanted) if (!this.#awaited.has(id)) this.#awaited.set(id, this.hold(id).release);
  }
}

async function shut(room: Room, how: 'keep' | 'erase'): Promise<void> {
  room.bond.stop();
  room.live.close();
  await room.sync.close(how);
}

import type { Command, Incident, ManualNetwork, OutboxEntry } from '@nova/client/sim';
import type { TabPorts } from '../../../../packages/client/src/tabs/tab-ports.ts';
import { Life } from '../life.ts';
import type { ServerNode } from '../server/server-node.ts';
import type { Surroundings } from '../surroundings.ts';
import { deviceTransport } from './device-transport.ts';
import { mortalPorts } from './mortal-ports.ts';
import type { Room } from './open-rooms.ts';
import { OpenRooms } from './open-rooms.ts';
import type { SimStore } from './sim-store.ts';
import { Socket } from './socket.ts';

export interface TabOptions {
  readonly name: string;
  readonly deviceName: string;
  readonly userId: string;
  readonly around: Surroundings;
  readonly store: SimStore;
  readonly network: ManualNetwork;
  readonly ports: TabPorts;
  readonly dial: () => ServerNode | null;
}

/** One tab (or program): the real client of one person, until it is closed or dies. */
export class Tab {
  readonly name: string;
  readonly userId: string;
  readonly life: Life;
  readonly socket: Socket;
  readonly rooms: OpenRooms;
  readonly #around: Surroundings;
  /** Conversations that the person has open here. */
  readonly #held = new Map<string, Room>();

  constructor(options: TabOptions) {
    const { name, userId, around, network, dial } = options;
    const { mutant, newId, clock } = around;
    this.name = name;
    this.userId = userId;
    this.#around = around;
    this.life = new Life(clock);
    this.socket = new Socket({ around, life: this.life, userId, dial });
    const transport = deviceTransport({
      ...{ around, userId, dial },
      life: this.life,
      socket: this.socket,
      online: () => network.online(),
      onLeave: (command) => around.checks.leaving({ tab: this, deviceName: options.deviceName, network }, command),
    });
    const store = options.store.of(this.life);
    const asOfSeq = (id: string): number => this.rooms.all.get(id)?.sync.replica?.asOfSeq ?? 0;
    this.rooms = new OpenRooms({
      ...{ userId, network, newId },
      platform: this.life.platform,
      transport: mutant.transport?.(transport, { asOfSeq, newId, pause: () => this.life.pause(500) }) ?? transport,
      store: mutant.store?.(store) ?? store,
      tabs: mortalPorts(options.ports, this.life, { isAlone: mutant.manySenders === true }),
      report: (incident) => this.#report(incident),
      pageSize: around.sizes.pageMessages,
    });
    this.rooms.start().catch((error: unknown) => around.journal.note(`could not start: ${name} ${String(error)}`));
  }

  get isAlive(): boolean {
    return !this.life.isOver;
  }

  get entries(): readonly OutboxEntry[] {
    return this.rooms.outbox.entries;
  }

  /** The entry a command stands for, while it is under way. */
  entryOf(command: Command): OutboxEntry | undefined {
    return this.entries.find(({ state, work }) => {
      if (state.type !== 'sending' || work.kind !== command.kind) return false;
      if (work.kind === 'send') return command.kind === 'send' && work.clientId === command.input.clientId;
      return command.kind !== 'send' && 'messageId' in work.target && work.target.messageId === command.input.messageId;
    });
  }

  /** The conversation, opened if it is not. */
  open(conversationId: string): Room {
    const held = this.#held.get(conversationId) ?? this.rooms.hold(conversationId);
    this.#held.set(conversationId, held);
    return held;
  }

  shut(conversationId: string): void {
    this.#held.get(conversationId)?.release();
    this.#held.delete(conversationId);
  }

  /** Conversations that the person has open here. */
  get opened(): readonly string[] {
    return [...this.#held.keys()];
  }

  /** The person closes it. */
  async close(): Promise<void> {
    await this.rooms.close();
    this.life.end();
  }

  #report(incident: Incident): void {
    const { journal } = this.#around;
    const { type } = incident;
    if (type === 'uncaught') journal.broken('O1', `${this.name}: ${String(incident.error)}`);
    else if (type === 'entryFailed') journal.note(`failed: ${this.name} ${incident.kind} ${incident.cause}`);
    else journal.note(`${type}: ${this.name}${'seq' in incident ? ` ${incident.seq}` : ''}`);
    if (type === 'entryFailed' && incident.cause === 'CLIENT_ID_REUSED')
      journal.broken('W6', `${this.name}: a client id was used twice`);
  }
}

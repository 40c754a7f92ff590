import type { Role } from '@nova/contract';
import { fakePlatform, seededRandom } from '@nova/testkit';
import { checkEnd } from './checks/end-check.ts';
import { Checks } from './checks/checks.ts';
import { ModelDatabase } from './database/model-database.ts';
import { Device } from './device/device.ts';
import { Journal } from './journal.ts';
import type { Mutant } from './mutants/mutant.ts';
import { ServerNode } from './server/server-node.ts';
import { SharedRedis } from './server/shared-redis.ts';
import { drawSizes } from './sizes.ts';
import type { Surroundings } from './surroundings.ts';
import { Weather } from './weather.ts';

const id = (kind: number, n: number): string =>
  `00000000-0000-4000-8${String(kind).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;

export const users = ['ada', 'bob', 'cem', 'dot'].map((name, n) => ({ name, id: id(1, n + 1) }));
const [ada, bob, cem, dot] = users.map((user) => user.id) as [string, string, string, string];
/** Ada owns every group and never leaves; the others come and go. */
export const owner = ada;

const conversations: readonly { id: string; kind: 'group' | 'channel' | 'direct'; members: [string, Role][] }[] = [
  {
    id: id(2, 1),
    kind: 'group',
    members: [
      [ada, 'owner'],
      [bob, 'admin'],
      [cem, 'member'],
      [dot, 'member'],
    ],
  },
  {
    id: id(2, 2),
    kind: 'channel',
    members: [
      [ada, 'owner'],
      [bob, 'member'],
      [cem, 'member'],
    ],
  },
  {
    id: id(2, 3),
    kind: 'direct',
    members: [
      [ada, 'member'],
      [bob, 'member'],
    ],
  },
];
export const groups = conversations.filter(({ kind }) => kind !== 'direct').map((one) => one.id);

/** Two nodes, a database, a Redis and the devices of four people on one clock: everything of a seed. */
export class World {
  readonly around: Surroundings;
  readonly devices: readonly Device[];
  nodes: ServerNode[] = [];
  /** Back-ups of Redis and of the database, to be restored. */
  readonly backUps: { redis: (() => void) | null; database: (() => void) | null } = { redis: null, database: null };
  /** What is out of order and since when. */
  readonly since = new Map<string, number>();
  #booted = 0;
  #ids = 0;
  #said = 0;

  constructor(seed: number, mutant: Mutant = {}) {
    const random = seededRandom(seed);
    const clock = fakePlatform(seed);
    const journal = new Journal();
    const redis = new SharedRedis();
    const database = new ModelDatabase(() => clock.nowMs());
    const checks = new Checks({ journal, database, redis, nowMs: () => clock.nowMs() });
    const newId = (): string => id(3, ++this.#ids);
    this.around = {
      ...{ clock, random, journal, redis, database, checks, mutant, newId },
      weather: new Weather(random.fork()),
      sizes: drawSizes(random),
      epochs: [database.epoch],
    };
    for (const { id: room, kind, members } of conversations) database.open(room, kind, members);
    this.bootNode();
    this.bootNode();
    const nodes = (): readonly ServerNode[] => this.nodes;
    this.devices = [...users, { name: 'ada2', id: ada }].map(
      ({ name, id: userId }, n) => new Device({ name, userId, around: this.around, nodes, tabsMax: n < 2 ? 1 : 3 }),
    );
    for (const device of this.devices) this.openTab(device);
  }

  /** A text that nobody has said before. */
  saying(what: string): string {
    return `${what} <${++this.#said}>`;
  }

  bootNode(): void {
    this.nodes = [
      ...this.nodes.filter(({ life }) => !life.isOver),
      new ServerNode(`node${++this.#booted}`, this.around),
    ];
  }

  openTab(device: Device): void {
    const tab = device.openTab();
    for (const conversation of conversations) tab.open(conversation.id);
  }

  /** The database goes back to an earlier time, as another run of the log (D9). */
  async restore(bringBack: () => void): Promise<void> {
    const { database, checks, epochs } = this.around;
    const queues = await Promise.all(this.devices.map(({ store, userId }) => store.memory.loadOutbox(userId)));
    // One that was accepted, or is about to be, may still be shown, and be let go of, from what the servers keep of the log before.
    const open = queues.flat().filter(({ state }) => state.type !== 'accepted' && state.type !== 'sending');
    const kept = open.flatMap(({ work }) => (work.kind === 'send' ? [work.clientId] : []));
    checks.sends.excuse(database, new Set(kept));
    checks.attempts.restored();
    bringBack();
    epochs.push(database.epoch);
  }

  /** Everything works again, and people look after what waits for them. */
  async heal(): Promise<void> {
    const { weather, redis, database, clock, journal } = this.around;
    journal.note('heal');
    weather.calm();
    database.isDown = false;
    redis.isDown = false;
    redis.goOn();
    for (const node of this.nodes) {
      node.diesAt = null;
      node.stream.setDeaf(false);
    }
    this.nodes = this.nodes.filter(({ door }) => !door.isOver);
    while (this.nodes.length < 2) this.bootNode();
    for (const device of this.devices) {
      if (device.tabs.length === 0) this.openTab(device);
      device.setOnline(true);
      for (const { socket } of device.tabs) socket.read(true);
    }
    for (let round = 0; round < 4; round++) {
      this.#lookAfter();
      await clock.advance(80_000);
    }
    // What was lost at the very end shows when something follows it.
    for (const { id: room } of conversations) await this.#sayLast(room);
    await clock.advance(10_000);
    this.#lookAfter();
    await clock.advance(10_000);
    await this.#readAll();
    await checkEnd({ around: this.around, devices: this.devices, nodes: this.nodes });
  }

  #lookAfter(): void {
    const { database, checks, epochs } = this.around;
    checks.attempts.anewAll();
    for (const device of this.devices) {
      for (const tab of device.tabs) {
        for (const { id: room } of conversations) {
          const { sync } = tab.open(room);
          sync.showLatest();
          // Whoever is no member any more is told so, and takes what is kept off the device.
          sync.resume();
        }
        for (const entry of tab.entries) {
          const isMember = database.room(entry.conversationId).members.has(tab.userId);
          // Its event will not come any more: nobody but the person can let go of it.
          if (entry.state.type !== 'accepted' || isMember) continue;
          // What it was accepted by may have been another run of the log.
          if (entry.work.kind === 'send' && epochs.length > 1) checks.sends.letGo(entry.work.clientId);
          tab.rooms.outbox.dispatch({ type: 'discard', id: entry.id }).catch(() => {});
        }
        tab.rooms.outbox.dispatch({ type: 'sendAll' }).catch(() => {});
      }
    }
  }

  async #sayLast(room: string): Promise<void> {
    const node = this.nodes.find(({ isUp }) => isUp);
    const input = { conversationId: room, clientId: this.around.newId(), body: this.saying('the end') };
    const said = node?.perform(owner, { kind: 'send', input });
    await this.around.clock.advance(1_000);
    await said;
  }

  /** Every tab reads back to the first message. */
  async #readAll(): Promise<void> {
    for (let page = 0; page < 2_000; page++) {
      let isMore = false;
      for (const device of this.devices)
        for (const { rooms } of device.tabs)
          for (const { sync } of rooms.all.values()) {
            if (!sync.replica?.tail.hasMoreBefore || sync.standing.status !== 'live') continue;
            isMore = true;
            sync.history.loadOlder().catch(() => {});
          }
      if (!isMore) return;
      await this.around.clock.advance(1_000);
    }
  }
}

import { fakePlatform, seededRandom } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import {
  ConversationSync,
  LiveConversation,
  manualNetwork,
  MemoryStore,
  OutboxBond,
  OutboxRunner,
  RefusedError,
} from './sim.ts';
import type { Command, Receipt } from './sim.ts';
import { ModelServer, testUuid } from './testing/model-server.ts';
import type { Roughness } from './testing/rough-log.ts';
import { roughLog, smooth } from './testing/rough-log.ts';

const me = testUuid(1_000_001);
const conversationId = testUuid(2_000_001);

const rough: Roughness = { drop: 0.03, repeat: 0.1, swap: 0.03, cut: 0.05, fail: 0.02, reset: 0.01 };

/** One device as the documentation of `@nova/client/sim` builds it, in front of a rough server. */
class Device {
  readonly platform;
  readonly server = new ModelServer();
  readonly #random;
  readonly #store = new MemoryStore();
  readonly #network = manualNetwork();
  readonly #log;
  #ids = 1;
  #parts: { outbox: OutboxRunner; sync: ConversationSync; bond: OutboxBond; live: LiveConversation } | null = null;

  isAway = false;

  constructor(seed: number, roughness: Roughness = rough) {
    this.platform = fakePlatform(seed);
    this.#random = seededRandom(seed);
    this.server.open(conversationId, [me]);
    this.#log = roughLog({ server: this.server, userId: me, platform: this.platform, random: this.#random.fork() });
    this.#log.roughness = roughness;
  }

  get live(): LiveConversation {
    if (!this.#parts) throw new Error('not started');
    return this.#parts.live;
  }

  get queued(): number {
    return this.#parts?.outbox.entries.length ?? 0;
  }

  async start(): Promise<void> {
    const common = { store: this.#store, platform: this.platform, network: this.#network };
    const perform = (command: Command): Promise<Receipt> => this.#perform(command);
    const outbox = new OutboxRunner({ ...common, account: me, transport: { perform } });
    let sync: ConversationSync | null = null;
    const bond = new OutboxBond({
      conversationId,
      outbox,
      replica: () => sync?.replica ?? null,
      save: async () => sync?.save(),
      resume: () => sync?.resume(),
    });
    sync = new ConversationSync({
      ...common,
      conversationId,
      self: me,
      transport: this.isAway
        ? { list: () => new Promise(() => {}), thread: () => new Promise(() => {}), follow: () => () => {} }
        : this.#log.transport,
      onApplied: (news) => bond.news(news),
    });
    const newId = (): string => testUuid(this.#ids++);
    const live = new LiveConversation({ conversationId, self: me, sync, outbox, platform: this.platform, newId });
    this.#parts = { outbox, sync, bond, live };
    await outbox.start();
    await sync.start();
  }

  async crash(): Promise<void> {
    const parts = this.#parts;
    if (!parts) return;
    this.#parts = null;
    parts.bond.stop();
    parts.live.close();
    await Promise.all([parts.outbox.stop(), parts.sync.close('forget')]);
  }

  #perform(command: Command): Promise<Receipt> {
    const answer = Promise.withResolvers<Receipt>();
    const luck = this.#log.roughness === smooth ? 9 : this.#random.int(10);
    this.platform.after(this.#random.int(500), () => {
      try {
        if (luck === 0) throw new RefusedError('BUSY');
        const receipt = this.server.perform(me, command);
        if (luck === 1) throw new TypeError('lost on the way back');
        this.platform.after(this.#random.int(500), () => answer.resolve(receipt));
      } catch (error) {
        answer.reject(error);
      }
    });
    return answer.promise;
  }
}

describe('a whole device', () => {
  it('[O1] shows after a crash, with no way to the server, what it had confirmed before', async () => {
    const device = new Device(1, smooth);
    await device.start();
    await device.platform.advance(5_000);
    const clientId = await device.live.send({ body: 'hello' });
    // The first moment at which the queue has let go of it: the device alone must know it by then.
    for (let step = 0; device.queued > 0; step++) {
      expect(step).toBeLessThan(10_000);
      await device.platform.advance(1);
    }
    await device.crash();
    device.isAway = true;
    await device.start();
    await device.platform.advance(10);
    expect(device.live.view.messages).toMatchObject([{ clientId, seq: 1, sending: null }]);
  });

  for (let seed = 1; seed <= 10; seed++) {
    it(`[O1][D3] shows every message once, all the time, through crashes (seed ${seed})`, async () => {
      const device = new Device(seed);
      const random = seededRandom(seed + 1_000);
      await device.start();
      const sent: string[] = [];
      for (let n = 0; n < 60; n++) {
        const clientId = await device.live.send({ body: `text ${n}` });
        sent.push(clientId);
        const before = random.pick(sent);
        if (random.chance(0.3)) await device.live.edit({ clientId: before }, { body: `edited ${n}` });
        if (random.chance(0.2)) await device.live.react({ clientId: before }, { emoji: '👍', on: random.chance(0.7) });
        for (let check = 0; check < 3; check++) {
          await device.platform.advance(random.int(400));
          const shown = device.live.view.messages.map((line) => line.clientId);
          // Before the first page is here, only what is on its way can be shown.
          if (device.live.view.asOfSeq > 0)
            expect(shown.filter((id) => sent.includes(id))).toEqual(sent.slice(-shown.length));
          expect(new Set(shown).size).toBe(shown.length);
        }
        if (random.chance(0.05)) {
          await device.crash();
          await device.start();
        }
      }
      await device.platform.advance(600_000);
      expect(device.server.messages(conversationId).map(({ clientId }) => clientId)).toEqual(sent);
      expect(device.live.view.messages.every(({ sending }) => sending === null)).toBe(true);
    });
  }
});

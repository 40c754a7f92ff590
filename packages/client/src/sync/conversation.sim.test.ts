import { fakePlatform, seededRandom } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import { apply } from '../replica/apply.ts';
import { replicaOfPage, shown } from '../replica/state.ts';
import { isInTimeline, threadsMax } from '../replica/threads.ts';
import type { Incident } from '../report.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { ModelServer, testUuid } from '../testing/model-server.ts';
import { roughLog, smooth } from '../testing/rough-log.ts';
import type { RoughLog } from '../testing/rough-log.ts';
import { ConversationSync } from './conversation-sync.ts';

const me = testUuid(1_000_001);
const friend = testUuid(1_000_002);
const conversationId = testUuid(2_000_001);

class ReplicaWorld {
  readonly steps: string[] = [];
  readonly incidents: Incident[] = [];
  readonly platform;
  readonly rough: RoughLog;
  readonly #random;
  readonly #server = new ModelServer();
  readonly #store = new MemoryStore();
  #sync: ConversationSync;
  #n = 10_000;
  readonly #threads: (() => void)[] = [];

  constructor(seed: number) {
    this.platform = fakePlatform(seed);
    this.#random = seededRandom(seed);
    this.#server.open(conversationId, [me, friend]);
    for (let n = 0; n < 30; n++) this.#act();
    this.rough = roughLog({ server: this.#server, userId: me, platform: this.platform, random: this.#random.fork() });
    this.rough.roughness = { drop: 0.05, repeat: 0.1, swap: 0.05, cut: 0.05, fail: 0.03, reset: 0.01 };
    this.#sync = this.#open();
  }

  async step(): Promise<void> {
    const dice = this.#random.int(100);
    if (dice < 60) this.#act();
    else if (dice < 68) this.#note('load older', () => this.#sync.history.loadOlder());
    else if (dice < 70) this.#openThread();
    else if (dice < 73) this.#note('load newer', () => this.#sync.history.loadNewer());
    else if (dice < 78)
      this.#note('load around', () =>
        this.#sync.history.loadAround(1 + this.#random.int(this.#server.log(conversationId).length)),
      );
    else if (dice < 80) this.#sync.showLatest();
    else if (dice < 82) await this.#reopen(this.#random.chance(0.5) ? 'keep' : 'forget');
    else if (dice < 83) this.#restore();
    await this.platform.advance(this.#random.pick([0, 20, 100, 500, 3_000]));
    this.#check();
  }

  async settle(): Promise<void> {
    this.rough.roughness = smooth;
    await this.platform.advance(5_000);
    // A loss at the very end shows when something follows it.
    const { length } = this.#server.log(conversationId);
    while (this.#server.log(conversationId).length === length) this.#act();
    await this.platform.advance(120_000);
    for (let page = 0; page < 200 && this.#sync.replica && shown(this.#sync.replica).hasMoreAfter; page++) {
      void this.#sync.history.loadNewer();
      await this.platform.advance(2_000);
    }
    this.#sync.showLatest();
    for (let page = 0; page < 200 && this.#sync.replica?.tail.hasMoreBefore; page++) {
      void this.#sync.history.loadOlder();
      await this.platform.advance(2_000);
    }
    expect(this.#sync.standing.status).toBe('live');
    expect(this.#sync.replica?.asOfSeq).toBe(this.#server.log(conversationId).length);
    const messages = this.#server.messages(conversationId);
    expect(this.#sync.replica?.tail.messages).toEqual(messages.filter(isInTimeline));
    const rootIds = [...new Set(messages.flatMap(({ threadRootId }) => threadRootId ?? []))].slice(-threadsMax);
    const threads = this.#sync.threads;
    const close = rootIds.map((rootId) => threads.open(rootId));
    await this.platform.advance(60_000);
    for (const rootId of rootIds) {
      expect(threads.standing(rootId).status).toBe('live');
      for (let page = 0; page < 50 && this.#sync.replica?.threads.get(rootId)?.hasMoreBefore; page++) {
        void threads.loadOlder(rootId);
        await this.platform.advance(2_000);
      }
      expect(this.#sync.replica?.threads.get(rootId)).toEqual({
        root: messages.find(({ id }) => id === rootId),
        messages: messages.filter(({ threadRootId }) => threadRootId === rootId),
        hasMoreBefore: false,
      });
    }
    for (const step of close) step();
    await this.#sync.close();
    const kept = JSON.stringify(await this.#store.loadSnapshot(me, conversationId));
    for (const { deletedAt, seq } of this.#server.messages(conversationId))
      if (deletedAt !== null) expect(kept).not.toContain(`"said ${seq}"`);
  }

  /** At any moment: what is shown is in order, once, and no deletion that was applied shows its text. */
  #check(): void {
    const replica = this.#sync.replica;
    if (!replica) return;
    for (const { messages } of [replica.tail, shown(replica), ...replica.threads.values()]) {
      const seqs = messages.map(({ seq }) => seq);
      expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
      for (const { deletedAt, body } of messages) if (deletedAt !== null) expect(body).toBeNull();
    }
    const inTail = new Set(replica.tail.messages.map(({ id }) => id));
    const oldest = replica.tail.messages[0]?.seq ?? 0;
    const missing = this.#server
      .messages(conversationId)
      .filter((message) => isInTimeline(message) && message.seq >= oldest)
      .filter(({ id, seq }) => seq <= replica.asOfSeq && !inTail.has(id));
    expect(missing).toEqual([]);
    // What is held of a thread is a run without a hole, up to the newest reply.
    for (const [rootId, { messages: replies }] of replica.threads) {
      const first = replies[0]?.seq ?? Infinity;
      const all = this.#server.messages(conversationId).filter(({ threadRootId }) => threadRootId === rootId);
      const wanted = all.filter(({ seq }) => seq >= first && seq <= replica.asOfSeq);
      expect(replies.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    }
  }

  /** Looks at a thread for a while: at most three at a time. */
  #openThread(): void {
    const roots = this.#server.messages(conversationId).filter(({ thread }) => thread);
    if (roots.length === 0) return;
    const { id } = this.#random.pick(roots);
    this.steps.push(`open thread ${id}`);
    this.#threads.push(this.#sync.threads.open(id));
    this.#note('older replies', () => this.#sync.threads.loadOlder(id));
    if (this.#threads.length > 3) this.#threads.shift()?.();
  }

  #note(what: string, act: () => Promise<unknown>): void {
    this.steps.push(what);
    act().catch(() => {});
  }

  #act(): void {
    const messages = this.#server.messages(conversationId).filter(({ deletedAt }) => deletedAt === null);
    const actor = this.#random.pick([me, friend]);
    const message = messages.length > 0 ? this.#random.pick(messages) : null;
    const dice = this.#random.int(10);
    if (!message || dice < 5) {
      const clientId = testUuid(this.#n++);
      const seq = this.#server.log(conversationId).length + 1;
      const roots = messages.filter(({ threadRootId }) => threadRootId === null);
      const root = roots.length > 0 && this.#random.chance(0.4) ? this.#random.pick(roots.slice(-6)) : null;
      const thread = root && { threadRootId: root.id, ...(this.#random.chance(0.3) ? { alsoSend: true } : {}) };
      this.#server.perform(actor, {
        kind: 'send',
        input: { conversationId, clientId, body: `said ${seq}`, ...thread },
      });
    } else if (dice < 7) {
      const input = { messageId: message.id, expectedVersion: message.version, body: `edited ${this.#n++}` };
      this.#server.perform(message.senderId, { kind: 'edit', input });
    } else if (dice < 8) this.#server.perform(actor, { kind: 'delete', input: { messageId: message.id } });
    else if (dice < 9) {
      const input = { messageId: message.id, emoji: this.#random.pick(['👍', '🦊']), on: this.#random.chance(0.6) };
      this.#server.perform(actor, { kind: 'react', input });
    } else this.#server.perform(actor, { kind: 'pin', input: { messageId: message.id, on: this.#random.chance(0.5) } });
    this.steps.push(`event ${this.#server.log(conversationId).length}`);
  }

  /** The database came back from a backup: another epoch (D9). */
  #restore(): void {
    this.steps.push('new epoch');
    this.#server.epoch = `e${this.#n++}`;
  }

  #open(): ConversationSync {
    const sync = new ConversationSync({
      conversationId,
      self: me,
      transport: this.rough.transport,
      store: this.#store,
      platform: this.platform,
      network: manualNetwork(),
      pageSize: 8,
      report: (incident) => {
        this.incidents.push(incident);
        this.steps.push(`incident ${incident.type}`);
      },
    });
    void sync.start();
    return sync;
  }

  async #reopen(how: 'keep' | 'forget'): Promise<void> {
    this.steps.push(`reopen ${how}`);
    await this.#sync.close(how);
    this.#sync = this.#open();
  }
}

describe('a replica on a rough way', () => {
  const incidents = new Map<string, number>();
  for (let seed = 1; seed <= 40; seed++) {
    it(`[T1][T3][D3][D5][D6][D9][D10][X1] ends where the server is, and is in order on the way (seed ${seed})`, async () => {
      const world = new ReplicaWorld(seed);
      try {
        for (let n = 0; n < 150; n++) await world.step();
        await world.settle();
      } catch (error) {
        throw new Error(`seed ${seed}:\n${world.steps.slice(-120).join('\n')}`, { cause: error });
      }
      for (const { type } of world.incidents) incidents.set(type, (incidents.get(type) ?? 0) + 1);
    });
  }

  it('[D10] met and reported holes that it had to fetch, and pages it had to load', () => {
    expect(incidents.get('gap')).toBeGreaterThan(20);
    expect(incidents.get('reload')).toBeGreaterThan(20);
  });

  it('[D10] applying what comes, next or not, is caught: it misses what was dropped', () => {
    const server = new ModelServer();
    server.open(conversationId, [me]);
    for (let n = 0; n < 5; n++)
      server.perform(me, { kind: 'send', input: { conversationId, clientId: testUuid(n), body: `${n}` } });
    const page = { messages: [], notices: [], asOfSeq: 0, cursor: 'e1.0', hasMoreBefore: false, hasMoreAfter: false };
    const delivered = server.log(conversationId).filter(({ seq }) => seq !== 3);
    const naive = delivered.reduce(
      (state, event) => apply({ ...state, asOfSeq: event.seq - 1 }, { cursor: '', event }).state,
      replicaOfPage({ conversationId, self: me }, page),
    );
    const careful = delivered.reduce(
      (state, event) => apply(state, { cursor: '', event }).state,
      replicaOfPage({ conversationId, self: me }, page),
    );
    expect([naive.asOfSeq, naive.tail.messages.length]).toEqual([5, 4]);
    expect([careful.asOfSeq, careful.tail.messages.length]).toEqual([2, 2]);
  });
});

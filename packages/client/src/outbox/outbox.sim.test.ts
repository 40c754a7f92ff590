import { fakePlatform, seededRandom } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';
import { ModelServer, testUuid } from '../testing/model-server.ts';
import type { Transport } from '../transport.ts';
import { RefusedError } from '../transport.ts';
import type { Command, OutboxEntry } from './entry.ts';
import { isOpen, newEntry } from './entry.ts';
import { TabOutbox } from './tab-outbox.ts';

const me = testUuid(1_000_000);
const conversations = [testUuid(2_000_001), testUuid(2_000_002), testUuid(2_000_003)];

interface Tab {
  readonly outbox: TabOutbox;
  isAlive: boolean;
}

/** One person's device with several tabs, in bad weather, in front of an idempotent server. */
class OutboxWorld {
  readonly steps: string[] = [];
  readonly taken = new Set<string>();
  readonly platform;
  readonly #random;
  readonly #server = new ModelServer();
  readonly #store = new MemoryStore();
  readonly #network = manualNetwork();
  #tabPorts = inProcessTabs();
  #tabs: Tab[] = [];
  #nextId = 1;
  #isFair = false;
  readonly #attempts = new Map<string, number>();
  readonly #underWay = new Map<string, string>();

  constructor(seed: number) {
    this.platform = fakePlatform(seed);
    this.#random = seededRandom(seed);
    for (const conversation of conversations) this.#server.open(conversation, [me]);
  }

  async step(): Promise<void> {
    if (this.#tabs.length === 0) await this.#openTab();
    const tab = this.#random.pick(this.#tabs).outbox;
    const dice = this.#random.int(100);
    if (dice < 35) this.#add(tab);
    else if (dice < 45) this.#change(tab);
    else if (dice < 50) await this.#openTab();
    else if (dice < 55) await this.#crashTab();
    else if (dice < 57) await this.#crashAll();
    else if (dice < 63)
      this.#note(`network ${!this.#network.online()}`, () => this.#network.set(!this.#network.online()));
    else if (dice < 68) this.#note('send all', () => this.#personally(tab, null));
    else if (dice < 75) this.#onFailed(tab, 'retry');
    else if (dice < 78) this.#onFailed(tab, 'editAndRetry');
    else this.#show(tab);
    await this.platform.advance(this.#random.pick([0, 10, 300, 2_000, 20_000]));
  }

  /** Good weather until the queue is empty; then everything that was taken must be there, once. */
  async settle(): Promise<void> {
    this.#isFair = true;
    this.#network.set(true);
    if (this.#tabs.length === 0) await this.#openTab();
    for (let round = 0; round < 60; round++) {
      const tab = this.#tabs[0]?.outbox;
      if (!tab) break;
      this.#personally(tab, null);
      for (const { id, state, work } of tab.entries) {
        if (state.type !== 'failed') continue;
        // A change of what was deleted meanwhile can only be given up.
        const input =
          work.kind === 'send' || state.reason === 'SEND_FAILED'
            ? { type: 'retry', id, freshId: this.#mint() }
            : { type: 'discard', id };
        void tab.dispatch(input as Parameters<TabOutbox['dispatch']>[0]).catch(() => {});
        this.#attempts.delete(id);
      }
      await this.platform.advance(120_000);
      this.#show(tab);
      await this.platform.advance(1_000);
      if (tab.entries.length === 0) break;
    }
    expect(this.#tabs.map(({ outbox }) => outbox.entries)).toEqual(this.#tabs.map(() => []));
    expect(await this.#store.loadOutbox(me)).toEqual([]);
    const there = conversations.flatMap((id) => this.#server.messages(id).map(({ clientId }) => clientId));
    expect(new Set(there).size).toBe(there.length);
    expect([...this.taken].filter((id) => !there.includes(id))).toEqual([]);
    for (const { outbox } of this.#tabs) await outbox.close();
  }

  #note(what: string, act: () => void): void {
    this.steps.push(what);
    act();
  }

  #mint(): string {
    return testUuid(this.#nextId++);
  }

  #add(tab: TabOutbox): void {
    const id = this.#mint();
    const conversationId = this.#random.pick(conversations);
    this.steps.push(`add ${id.slice(-4)} to ${conversationId.slice(-1)}`);
    const work = { kind: 'send', clientId: id, body: `text ${id}`, replyToId: null, threadRootId: null } as const;
    tab.dispatch({ type: 'add', entry: newEntry({ id, conversationId, work, nowMs: this.platform.nowMs() }) }).then(
      () => this.taken.add(id),
      () => {},
    );
  }

  /** Edits what is on its way. Deleting would make "is it there" harder to ask; the reducer's tests do it. */
  #change(tab: TabOutbox): void {
    const sends = tab.entries.filter(({ work }) => work.kind === 'send');
    if (sends.length === 0) return;
    const of = this.#random.pick(sends);
    const id = this.#mint();
    this.steps.push(`edit ${of.id.slice(-4)}`);
    const work = { kind: 'edit', target: { clientId: of.id }, expectedVersion: 1, body: `edited ${id}` } as const;
    const entry = newEntry({ id, conversationId: of.conversationId, work, nowMs: this.platform.nowMs() });
    if (of.state.type === 'failed') this.#attempts.delete(of.id);
    void tab.dispatch({ type: 'add', entry }).catch(() => {});
  }

  #onFailed(tab: TabOutbox, type: 'retry' | 'editAndRetry'): void {
    const failed = tab.entries.filter(({ state, work }) => state.type === 'failed' && work.kind === 'send');
    if (failed.length === 0) return;
    const { id } = this.#random.pick(failed);
    this.steps.push(`${type} ${id.slice(-4)}`);
    this.#personally(tab, id);
    const freshId = this.#mint();
    void tab
      .dispatch(type === 'retry' ? { type, id, freshId } : { type, id, freshId, body: `again ${freshId}` })
      .catch(() => {});
  }

  /** A person asked for it: attempts are counted anew. */
  #personally(tab: TabOutbox, id: string | null): void {
    if (id !== null) {
      this.#attempts.delete(id);
      return;
    }
    for (const entry of tab.entries) if (entry.state.type === 'parked') this.#attempts.delete(entry.id);
    void tab.dispatch({ type: 'sendAll' }).catch(() => {});
  }

  /** Events reach the screen of some tab. */
  #show(tab: TabOutbox): void {
    for (const conversationId of conversations) {
      const own = this.#server
        .messages(conversationId)
        .map(({ id, clientId, version, body }) => ({ messageId: id, clientId, version, body }));
      const asOfSeq = this.#server.log(conversationId).length;
      void tab.dispatch({ type: 'applied', conversationId, asOfSeq, own, deleted: [] }).catch(() => {});
    }
  }

  async #openTab(): Promise<void> {
    if (this.#tabs.length >= 3) return;
    this.steps.push('open tab');
    const tab: Tab = {
      isAlive: true,
      outbox: new TabOutbox({
        account: me,
        platform: this.platform,
        network: this.#network,
        tabs: this.#tabPorts,
        newId: () => this.#mint(),
        requestTimeoutMs: 15_000,
        store: {
          loadOutbox: (account) => this.#store.loadOutbox(account),
          // A dead tab's write never happens and is never answered.
          writeOutbox: (account, change) =>
            tab.isAlive ? this.#store.writeOutbox(account, change) : new Promise(() => {}),
        },
        transport: { perform: (command, signal) => this.#perform(tab, command, signal) },
      }),
    };
    this.#tabs.push(tab);
    await tab.outbox.start();
  }

  async #crashTab(): Promise<void> {
    if (this.#tabs.length < 2) return;
    this.steps.push('crash tab');
    const tab = this.#random.pick(this.#tabs);
    this.#tabs = this.#tabs.filter((other) => other !== tab);
    tab.isAlive = false;
    if (tab.outbox.leads) this.#underWay.clear();
    void tab.outbox.close();
    await this.platform.advance(0);
  }

  async #crashAll(): Promise<void> {
    this.steps.push('crash the browser');
    for (const tab of this.#tabs) tab.isAlive = false;
    this.#tabs = [];
    this.#underWay.clear();
    this.#tabPorts = inProcessTabs();
    await this.#openTab();
  }

  #perform(tab: Tab, command: Command, signal: AbortSignal): ReturnType<Transport['perform']> {
    const key = JSON.stringify(command.input);
    const entry = tab.outbox.entries.find((each) => each.state.type === 'sending' && isFor(each, command));
    this.steps.push(`request ${command.kind} ${entry?.id.slice(-4)}`);
    if (tab.isAlive && entry) this.#checkLeaving(tab, entry);
    const answer = Promise.withResolvers<{ messageId: string; seq: number }>();
    const free = (): void => {
      if (entry && this.#underWay.get(entry.conversationId) === key) this.#underWay.delete(entry.conversationId);
    };
    if (tab.isAlive && entry) this.#underWay.set(entry.conversationId, key);
    const settle = (act: () => void): void => {
      free();
      act();
    };
    signal.addEventListener('abort', () => settle(() => answer.reject(new DOMException('aborted', 'AbortError'))));
    const luck = this.#isFair ? 0 : this.#random.int(100);
    this.platform.after(this.#random.int(3_000), () => {
      if (luck >= 55 && luck < 62) return settle(() => answer.reject(new TypeError('lost on the way there')));
      if (luck >= 62 && luck < 70)
        return settle(() => answer.reject(new RefusedError('RATE_LIMITED', { retryAfterMs: 5_000 })));
      if (luck >= 70 && luck < 74) return settle(() => answer.reject(new RefusedError('FORBIDDEN')));
      if (luck >= 74 && luck < 77) return settle(() => answer.reject(new RefusedError('UNAUTHENTICATED')));
      try {
        const receipt = this.#server.perform(me, command);
        if (luck < 55) settle(() => answer.resolve(receipt));
        else if (luck < 90) settle(() => answer.reject(new TypeError('lost on the way back')));
        // Else there is no answer at all.
      } catch (error) {
        if (error instanceof RefusedError && error.data.reason === 'CLIENT_ID_REUSED')
          this.steps.push('BROKEN: CLIENT_ID_REUSED');
        settle(() => answer.reject(error));
      }
    });
    return answer.promise;
  }

  #checkLeaving(tab: Tab, entry: OutboxEntry): void {
    const attempts = (this.#attempts.get(entry.id) ?? 0) + 1;
    this.#attempts.set(entry.id, attempts);
    if (attempts > 5 && !this.#isFair) this.steps.push(`BROKEN: attempt ${attempts} of ${entry.id}`);
    const overtaken = tab.outbox.entries.find(
      (other) => other.conversationId === entry.conversationId && isOpen(other) && other.order < entry.order,
    );
    if (overtaken) this.steps.push(`BROKEN: ${entry.id} overtakes ${overtaken.id}`);
    if (this.#underWay.has(entry.conversationId)) this.steps.push(`BROKEN: two under way`);
    if (!this.#network.online()) this.steps.push('BROKEN: sent offline');
  }
}

function isFor(entry: OutboxEntry, command: Command): boolean {
  if (command.kind !== entry.work.kind) return false;
  if (entry.work.kind === 'send') return command.kind === 'send' && entry.work.clientId === command.input.clientId;
  return (
    command.kind !== 'send' &&
    'messageId' in entry.work.target &&
    entry.work.target.messageId === command.input.messageId
  );
}

async function run(seed: number, steps: number): Promise<void> {
  const world = new OutboxWorld(seed);
  try {
    for (let n = 0; n < steps; n++) await world.step();
    await world.settle();
    expect(world.steps.filter((step) => step.startsWith('BROKEN'))).toEqual([]);
    expect(world.taken.size).toBeGreaterThan(steps / 8);
  } catch (error) {
    throw new Error(`seed ${seed}, ${steps} steps:\n${world.steps.slice(-150).join('\n')}`, { cause: error });
  }
}

describe('the outbox in bad weather', () => {
  for (let seed = 1; seed <= 30; seed++) {
    it(`[O1][O2][O4][O5][O6] loses nothing, repeats nothing, overtakes nothing (seed ${seed})`, async () => {
      await run(seed, 150);
    });
  }
});

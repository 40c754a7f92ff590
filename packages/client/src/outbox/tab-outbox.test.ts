import { fakePlatform } from '@nova/testkit';
import type { FakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { NovaClientError } from '../errors.ts';
import { manualNetwork } from '../network.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';
import type { Transport } from '../transport.ts';
import type { OutboxEntry } from './entry.ts';
import { newEntry } from './entry.ts';
import { TabOutbox } from './tab-outbox.ts';
import type { TabOutboxOptions } from './tab-outbox.ts';

const send = (id: string): OutboxEntry =>
  newEntry({
    id,
    conversationId: 'c',
    nowMs: 0,
    work: { kind: 'send', clientId: id, body: id, replyToId: null, threadRootId: null },
  });

class Device {
  readonly platform: FakePlatform = fakePlatform();
  readonly store = new MemoryStore();
  readonly tabs = inProcessTabs();
  readonly requests: string[] = [];
  readonly network = manualNetwork();
  answer: Transport['perform'] = () => new Promise(() => {});
  #ids = 0;

  async open(more: Partial<TabOutboxOptions> = {}): Promise<TabOutbox> {
    const outbox = new TabOutbox({
      account: 'me',
      store: this.store,
      platform: this.platform,
      network: this.network,
      tabs: this.tabs,
      newId: () => `ask-${this.#ids++}`,
      transport: {
        perform: (command, signal) => {
          this.requests.push(command.kind === 'send' ? command.input.clientId : command.kind);
          return this.answer(command, signal);
        },
      },
      ...more,
    });
    await outbox.start();
    await this.platform.advance(0);
    return outbox;
  }
}

const ids = (outbox: TabOutbox): string[] => outbox.entries.map(({ id }) => id);

describe('the outbox of several tabs', () => {
  it('[O6] one tab sends, all show the same queue', async () => {
    const device = new Device();
    const [first, second] = [await device.open(), await device.open()];
    await second.dispatch({ type: 'add', entry: send('a') });
    await first.dispatch({ type: 'add', entry: send('b') });
    await device.platform.advance(0);
    expect([first.leads, second.leads]).toEqual([true, false]);
    expect([ids(first), ids(second)]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(device.requests).toEqual(['a']);
    const third = await device.open();
    expect(ids(third)).toEqual(['a', 'b']);
  });

  it('[O1][O6] a wish that the sender did not live to take is asked of the next one', async () => {
    const device = new Device();
    // A sender that holds the lock and hears nothing: it died, and the browser has not noticed yet.
    const death = Promise.withResolvers<void>();
    void device.tabs.lock.hold('nova-outbox:me', () => death.promise, new AbortController().signal);
    const [second, third] = [await device.open(), await device.open()];
    let isTaken = false;
    const taking = third.dispatch({ type: 'add', entry: send('a') }).then(() => (isTaken = true));
    await device.platform.advance(60_000);
    expect([isTaken, ids(third)]).toEqual([false, []]);
    death.resolve();
    await taking;
    expect([second.leads, ids(second), ids(third)]).toEqual([true, ['a'], ['a']]);
  });

  it('[O1] shows nothing that is not on the device, and says why (O7)', async () => {
    const device = new Device();
    const full = new NovaClientError('STORAGE_FULL');
    const outbox = await device.open({
      store: { loadOutbox: () => Promise.resolve([]), writeOutbox: () => Promise.reject(full) },
    });
    const follower = await device.open();
    for (const tab of [outbox, follower]) {
      await expect(tab.dispatch({ type: 'add', entry: send('a') })).rejects.toMatchObject({ code: 'STORAGE_FULL' });
      expect(tab.entries).toEqual([]);
    }
    expect(device.requests).toEqual([]);
  });

  it('[O1] a tab that cannot read its device says so to who waits, and leads when it can', async () => {
    const device = new Device();
    let isBroken = true;
    let loads = 0;
    const store = {
      writeOutbox: device.store.writeOutbox.bind(device.store),
      loadOutbox: (account: string) =>
        ++loads > 1 && isBroken
          ? Promise.reject(new NovaClientError('STORAGE_FAILED'))
          : device.store.loadOutbox(account),
    };
    const incidents: string[] = [];
    // The first load is the tab's own, to show what there is; the second is the leader's.
    const outbox = await device.open({ store, report: ({ type }) => incidents.push(type) });
    expect([outbox.leads, incidents]).toEqual([false, ['storageFailed']]);
    const asked = outbox.dispatch({ type: 'add', entry: send('a') }).catch((error: unknown) => error);
    await device.platform.advance(2_000);
    expect(await asked).toMatchObject({ code: 'STORAGE_FAILED' });
    isBroken = false;
    await device.platform.advance(2_000);
    expect(outbox.leads).toBe(true);
    await outbox.dispatch({ type: 'add', entry: send('b') });
    expect(device.requests).toEqual(['b']);
    await outbox.close();
    expect(device.platform.pendingTimers()).toBe(0);
  });

  it('[O2] gives up on an answer that does not come, and tries again', async () => {
    const device = new Device();
    const outbox = await device.open({ requestTimeoutMs: 5_000 });
    await outbox.dispatch({ type: 'add', entry: send('a') });
    await device.platform.advance(4_999);
    expect(outbox.entries[0]?.state).toEqual({ type: 'sending', attempt: 1 });
    await device.platform.advance(1);
    expect(outbox.entries[0]).toMatchObject({ unsure: true, state: { type: 'waiting', attempt: 1 } });
    await device.platform.advance(1_000);
    expect(outbox.entries[0]?.state).toEqual({ type: 'sending', attempt: 2 });
  });

  it('[O2] a request cut off by going offline burns no attempt', async () => {
    const device = new Device();
    const broken = Promise.withResolvers<never>();
    device.answer = () => broken.promise;
    const outbox = await device.open();
    await outbox.dispatch({ type: 'add', entry: send('a') });
    device.network.set(false);
    broken.reject(new TypeError('Failed to fetch'));
    await device.platform.advance(60_000);
    expect(outbox.entries[0]).toMatchObject({ attempts: 0, unsure: true, state: { type: 'waiting' } });
    expect(device.requests).toHaveLength(1);
    device.answer = () => Promise.resolve({ messageId: 'm', seq: 1 });
    device.network.set(true);
    await device.platform.advance(0);
    expect(outbox.entries[0]?.state).toEqual({ type: 'accepted', seq: 1 });
  });

  it('[O1] a closed outbox sends nothing more and loses nothing', async () => {
    const device = new Device();
    const outbox = await device.open();
    await outbox.dispatch({ type: 'add', entry: send('a') });
    await outbox.close();
    await device.platform.advance(600_000);
    expect(device.requests).toHaveLength(1);
    await expect(outbox.dispatch({ type: 'add', entry: send('b') })).rejects.toMatchObject({ code: 'CLOSED' });
    expect(ids(await device.open())).toEqual(['a']);
  });
});

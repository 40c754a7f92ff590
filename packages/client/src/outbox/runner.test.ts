import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { NovaClientError } from '../errors.ts';
import { manualNetwork } from '../network.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { send } from '../testing/queue.ts';
import { OutboxRunner } from './runner.ts';

/** A runner on a device that is full at times. */
class Bench {
  readonly platform = fakePlatform();
  readonly store = new MemoryStore();
  readonly runner: OutboxRunner;
  isFull = false;

  constructor() {
    this.runner = new OutboxRunner({
      account: 'me',
      platform: this.platform,
      network: manualNetwork(),
      transport: { perform: () => Promise.resolve({ messageId: 'm', seq: 1 }) },
      store: {
        loadOutbox: (account) => this.store.loadOutbox(account),
        writeOutbox: (account, change) =>
          this.isFull ? Promise.reject(new NovaClientError('STORAGE_FULL')) : this.store.writeOutbox(account, change),
      },
      report: () => {},
    });
  }

  async held(): Promise<string[]> {
    return (await this.store.loadOutbox('me')).map(({ id, state }) => `${id} ${state.type}`);
  }
}

describe('a device that is full for a while', () => {
  it('[O1] holds what happened meanwhile as soon as it can', async () => {
    const bench = new Bench();
    await bench.runner.start();
    await bench.runner.dispatch({ type: 'add', entry: send('a') });
    bench.isFull = true;
    await bench.platform.advance(0);
    expect(bench.runner.entries.map(({ state }) => state.type)).toEqual(['accepted']);
    expect(await bench.held()).toEqual(['a sending']);
    await bench.runner.dispatch({ type: 'applied', conversationId: 'c', asOfSeq: 1, own: [], deleted: [] });
    expect([bench.runner.entries, await bench.held()]).toEqual([[], ['a sending']]);
    bench.isFull = false;
    await bench.platform.advance(2_000);
    expect(await bench.held()).toEqual([]);
  });

  it('[O7] with the next wish, and does not take one that it cannot hold', async () => {
    const bench = new Bench();
    await bench.runner.start();
    await bench.runner.dispatch({ type: 'add', entry: send('a') });
    bench.isFull = true;
    await bench.platform.advance(0);
    await expect(bench.runner.dispatch({ type: 'add', entry: send('b') })).rejects.toMatchObject({
      code: 'STORAGE_FULL',
    });
    bench.isFull = false;
    await bench.runner.dispatch({ type: 'add', entry: send('c') });
    expect(await bench.held()).toEqual(['a accepted', 'c sending']);
    await bench.runner.stop();
    await bench.platform.advance(0);
    expect(bench.platform.pendingTimers()).toBe(0);
  });
});

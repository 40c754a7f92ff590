import { gate } from '@nova/testkit';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { browserTabs } from './browser-tabs.ts';
import { inProcessTabs } from './in-process-tabs.ts';
import type { TabPorts } from './tab-ports.ts';

const never = new AbortController().signal;

/** Two tabs of one browser. */
function describeTabPorts(name: string, twoTabs: () => [TabPorts, TabPorts]): void {
  describe(`[O6][O11] ${name} keeps the promises of tab ports`, () => {
    let names = 0;
    const fresh = (): string => `${name} ${++names}`;

    it('one holder at a time, in the order of asking', async () => {
      const [one, two] = twoTabs();
      const [lock, door, order] = [fresh(), gate(), new Array<string>()];
      const first = one.lock.hold(lock, () => door.pass().then(() => void order.push('one')), never);
      await door.arrived();
      const second = two.lock.hold(lock, () => Promise.resolve(void order.push('two')), never);
      const third = one.lock.hold(lock, () => Promise.resolve(void order.push('three')), never);
      await setImmediate();
      expect(order).toEqual([]);
      door.open();
      await Promise.all([first, second, third]);
      expect(order).toEqual(['one', 'two', 'three']);
    });

    it('aborting ends the waiting, and never what began', async () => {
      const [one, two] = twoTabs();
      const [lock, door, asking] = [fresh(), gate(), new AbortController()];
      const first = one.lock.hold(lock, () => door.pass(), asking.signal);
      await door.arrived();
      let began = false;
      const second = two.lock.hold(lock, () => Promise.resolve(void (began = true)), asking.signal);
      asking.abort();
      await second;
      expect(began).toBe(false);
      door.open();
      await first;
      await two.lock.hold(lock, () => Promise.resolve(void (began = true)), never);
      expect(began).toBe(true);
    });

    it('what the holder throws reaches whoever asked, and the lock is free', async () => {
      const [one, two] = twoTabs();
      const lock = fresh();
      await expect(one.lock.hold(lock, () => Promise.reject(new Error('broken')), never)).rejects.toThrow('broken');
      await two.lock.hold(lock, () => Promise.resolve(), never);
    });

    it('seizing takes it at once: the holder is told, those who wait go on waiting', async () => {
      const [one, two] = twoTabs();
      const [lock, door, order] = [fresh(), gate(), new Array<string>()];
      const held = gate();
      const first = one.lock.hold(
        lock,
        async (lost) => {
          lost.addEventListener('abort', () => order.push('lost'));
          await held.pass();
        },
        never,
      );
      await held.arrived();
      const waiting = one.lock.hold(lock, () => Promise.resolve(void order.push('waited')), never);
      const seized = two.lock.seize(lock, () => door.pass().then(() => void order.push('seized')));
      await door.arrived();
      await first;
      expect(order).toEqual(['lost']);
      door.open();
      await Promise.all([seized, waiting]);
      expect(order).toEqual(['lost', 'seized', 'waited']);
      held.open();
    });

    it('seizing a free lock is holding it, and it can be seized in its turn', async () => {
      const [one, two] = twoTabs();
      const [lock, door] = [fresh(), gate()];
      const lost = Promise.withResolvers<void>();
      const first = one.lock.seize(lock, async (signal) => {
        signal.addEventListener('abort', () => lost.resolve());
        await door.pass();
      });
      await door.arrived();
      await two.lock.seize(lock, () => Promise.resolve());
      await Promise.all([first, lost.promise]);
      door.open();
    });

    it('messages reach the other tabs in order, never the sender, and nobody who has closed', async () => {
      const [one, two] = twoTabs();
      const [channel, own, heard] = [fresh(), new Array<unknown>(), new Array<unknown>()];
      const done = Promise.withResolvers<void>();
      const a = one.broadcast.open(channel, (message) => own.push(message));
      const b = two.broadcast.open(channel, (message) => {
        heard.push(message);
        if (heard.length === 3) done.resolve();
      });
      for (const n of [1, 2, 3]) a.post({ n });
      await done.promise;
      expect(heard).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
      expect(own).toEqual([]);
      b.close();
      b.close();
      a.post({ n: 4 });
      a.close();
      await setImmediate();
      expect(heard).toHaveLength(3);
    });
  });
}

describeTabPorts('inProcessTabs', () => {
  const tabs = inProcessTabs();
  return [tabs, tabs];
});

// Node has Web Locks and BroadcastChannel too: the code that runs in browsers is proven here on another's.
describeTabPorts('browserTabs', () => {
  const tabs = browserTabs();
  if (!tabs) throw new Error('a platform without Web Locks');
  return [tabs, tabs];
});

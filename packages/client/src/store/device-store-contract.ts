import type { Message } from '@nova/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { NovaClientError } from '../errors.ts';
import type { OutboxEntry } from '../outbox/entry.ts';
import { newEntry } from '../outbox/entry.ts';
import { systemPlatform } from '../platform.ts';
import { testUuid } from '../testing/model-server.ts';
import type { DeviceStore, Snapshot } from './device-store.ts';
import { snapshotsMax } from './device-store.ts';
import { forgetCopies, isCopy, keptKeys } from './forget-copies.ts';

/** Files of a disk have the time of the machine. */
const { nowMs } = systemPlatform();

/** A device under test. */
export interface StoreBench {
  readonly store: DeviceStore;
  /** The same device after the program ended and began again; `null` where nothing outlives the program. */
  reopen(): Promise<DeviceStore | null>;
  /** The next outbox write finds no room; `null` where that cannot be made to happen. */
  readonly fill: (() => () => void) | null;
  dispose(): Promise<void>;
}

export function outboxEntry(n: number, body = `text ${n}`): OutboxEntry {
  const id = testUuid(n);
  const work = { kind: 'send', clientId: id, body, replyToId: null, threadRootId: null } as const;
  return { ...newEntry({ id, conversationId: testUuid(900), work, nowMs: n }), order: n };
}

function snapshot(n: number, savedAtMs = n): Snapshot {
  const message = { id: testUuid(n), body: `said ${n}`, reactions: [{ emoji: '👍', userIds: ['u'] }] } as Message;
  return {
    conversationId: testUuid(n),
    cursor: `e.${n}`,
    asOfSeq: n,
    messages: [message],
    ahead: [[testUuid(n), n + 1]],
    hasMoreBefore: true,
    savedAtMs,
  };
}

/** What every `DeviceStore` must keep, run on each implementation. */
export function describeDeviceStore(name: string, make: () => Promise<StoreBench>): void {
  describe(`${name} keeps the promises of a device store`, () => {
    const benches: StoreBench[] = [];
    const open = async (): Promise<StoreBench> => {
      const bench = await make();
      benches.push(bench);
      return bench;
    };
    afterEach(async () => {
      for (const bench of benches.splice(0)) await bench.dispose();
    });

    it('[O1] gives back what was put, by order, and forgets what was removed', async () => {
      const { store } = await open();
      await store.writeOutbox('a', { put: [outboxEntry(2), outboxEntry(1)], remove: [] });
      await store.writeOutbox('a', {
        put: [{ ...outboxEntry(1), attempts: 3 }, outboxEntry(3)],
        remove: [testUuid(2), testUuid(77)],
      });
      expect(await store.loadOutbox('a')).toEqual([{ ...outboxEntry(1), attempts: 3 }, outboxEntry(3)]);
    });

    it('[O1] keeps everything over the end of the program', async () => {
      const bench = await open();
      await bench.store.writeOutbox('a', { put: [outboxEntry(1, 'naïve 🦊\n\u2028"'), outboxEntry(2)], remove: [] });
      await bench.store.writeOutbox('a', { put: [], remove: [testUuid(2)] });
      await bench.store.saveSnapshot('a', snapshot(1), 'advance');
      await bench.store.setMeta('', 'account', 'a');
      const again = await bench.reopen();
      if (!again) return;
      expect(await again.loadOutbox('a')).toEqual([outboxEntry(1, 'naïve 🦊\n\u2028"')]);
      expect(await again.loadSnapshot('a', testUuid(1))).toEqual(snapshot(1));
      expect(await again.getMeta('', 'account')).toBe('a');
    });

    it('[O1] takes writes in the order in which they were asked for, and reads see those before them', async () => {
      const { store } = await open();
      const writes = Array.from({ length: 50 }, (_, n) =>
        store.writeOutbox('a', { put: [{ ...outboxEntry(1), attempts: n }], remove: [] }),
      );
      expect((await store.loadOutbox('a'))[0]?.attempts).toBe(49);
      await Promise.all(writes);
    });

    it('hands out copies', async () => {
      const { store } = await open();
      const entry = structuredClone(outboxEntry(1));
      await store.writeOutbox('a', { put: [entry], remove: [] });
      Object.assign(entry, { attempts: 9 });
      const [loaded] = await store.loadOutbox('a');
      if (loaded) Object.assign(loaded, { attempts: 8 });
      expect((await store.loadOutbox('a'))[0]?.attempts).toBe(0);
    });

    it('keeps one snapshot per conversation, and the newest of many', async () => {
      const { store } = await open();
      await store.saveSnapshot('a', snapshot(1, 1_000), 'advance');
      for (let n = 2; n <= snapshotsMax + 1; n++) await store.saveSnapshot('a', snapshot(n), 'advance');
      expect(await store.loadSnapshot('a', testUuid(1))).toEqual(snapshot(1, 1_000));
      expect(await store.loadSnapshot('a', testUuid(2))).toBeNull();
      expect(await store.loadSnapshot('a', testUuid(3))).toEqual(snapshot(3));
      await store.saveSnapshot('a', { ...snapshot(3), asOfSeq: 99 }, 'advance');
      expect((await store.loadSnapshot('a', testUuid(3)))?.asOfSeq).toBe(99);
      const all = await store.loadSnapshots('a');
      expect(all).toHaveLength(snapshotsMax);
      expect(all.find(({ conversationId }) => conversationId === testUuid(1))).toEqual(snapshot(1, 1_000));
      expect(await store.loadSnapshots('nobody')).toEqual([]);
      await store.removeSnapshot('a', testUuid(3));
      await store.removeSnapshot('a', testUuid(555));
      expect(await store.loadSnapshot('a', testUuid(3))).toBeNull();
      expect(await store.loadSnapshots('a')).toHaveLength(snapshotsMax - 1);
    });

    it('[O11] does not write again what another tab has written', async () => {
      const { store } = await open();
      const first: Snapshot = { ...snapshot(1, 1_000), ahead: [] };
      await store.saveSnapshot('a', first, 'advance');
      await store.saveSnapshot('a', { ...first, savedAtMs: 2_000 }, 'advance');
      expect(await store.loadSnapshot('a', testUuid(1))).toEqual(first);
      const differing: Snapshot[] = [
        { ...first, messages: [...first.messages, ...snapshot(2).messages], savedAtMs: 3_000 },
        { ...first, ahead: [[testUuid(1), 9]], savedAtMs: 4_000 },
        { ...first, savedAtMs: 5_000 },
        { ...first, cursor: 'f.1', savedAtMs: 6_000 },
        {
          ...first,
          cursor: 'f.1',
          threads: [[testUuid(1), { root: null, messages: [], hasMoreBefore: true }]],
          savedAtMs: 7_000,
        },
        {
          ...first,
          cursor: 'f.1',
          threads: [[testUuid(1), { root: null, messages: [], hasMoreBefore: false }]],
          savedAtMs: 8_000,
        },
      ];
      for (const next of differing) {
        await store.saveSnapshot('a', next, 'advance');
        expect(await store.loadSnapshot('a', testUuid(1))).toEqual(next);
      }
    });

    it('[X1] does not let a snapshot that lags behind bring back what a newer one deleted', async () => {
      const { store } = await open();
      const ahead = { ...snapshot(1), asOfSeq: 9 };
      await store.saveSnapshot('a', ahead, 'advance');
      await store.saveSnapshot('a', { ...snapshot(1), asOfSeq: 8 }, 'advance');
      expect(await store.loadSnapshot('a', testUuid(1))).toEqual(ahead);
      // The log was begun anew: a lower place is the true one.
      await store.saveSnapshot('a', snapshot(1), 'replace');
      expect(await store.loadSnapshot('a', testUuid(1))).toEqual(snapshot(1));
    });

    it('[F8] keeps files until they are dropped with their entry, over the end of the program too', async () => {
      const bench = await open();
      const bytes = new Blob([new Uint8Array([0, 1, 255, 13, 10]), 'text'], { type: 'image/png' });
      const read = async (store: DeviceStore, id: string): Promise<number[] | null> => {
        const found = await store.getFile('a', id);
        return found && [...new Uint8Array(await found.arrayBuffer())];
      };
      const all = [...new Uint8Array(await bytes.arrayBuffer())];
      for (const n of [1, 2]) await bench.store.putFile('a', testUuid(n), { bytes, addedAtMs: nowMs() });
      expect(await read(bench.store, testUuid(1))).toEqual(all);
      expect(await bench.store.getFile('b', testUuid(1))).toBeNull();
      await bench.store.writeOutbox('a', { put: [outboxEntry(5)], remove: [], dropFiles: [testUuid(1), testUuid(9)] });
      expect(await read(bench.store, testUuid(1))).toBeNull();
      const again = (await bench.reopen()) ?? bench.store;
      expect(await read(again, testUuid(2))).toEqual(all);
    });

    it('[F8] prunes files that no entry needs, but for young ones', async () => {
      const { store } = await open();
      const bytes = new Blob(['x']);
      const addedAtMs = nowMs();
      for (const n of [1, 2]) await store.putFile('a', testUuid(n), { bytes, addedAtMs });
      const there = async (): Promise<boolean[]> =>
        Promise.all([1, 2].map(async (n) => (await store.getFile('a', testUuid(n))) !== null));
      await store.pruneFiles('a', { keep: [testUuid(1)], addedBeforeMs: addedAtMs - 60_000 });
      expect(await there()).toEqual([true, true]);
      await store.pruneFiles('a', { keep: [testUuid(1)], addedBeforeMs: addedAtMs + 60_000 });
      expect(await there()).toEqual([true, false]);
    });

    it('keeps small texts', async () => {
      const { store } = await open();
      expect(await store.getMeta('a', 'k')).toBeNull();
      await store.setMeta('a', 'k', 'v');
      expect([await store.getMeta('a', 'k'), await store.getMeta('b', 'k')]).toEqual(['v', null]);
      await store.setMeta('a', 'k', null);
      expect(await store.getMeta('a', 'k')).toBeNull();
    });

    it('[O8] leaves nothing of a cleared account and everything of the others', async () => {
      const bench = await open();
      for (const account of ['a', 'b', '']) {
        await bench.store.writeOutbox(account, { put: [outboxEntry(1)], remove: [] });
        await bench.store.saveSnapshot(account, snapshot(1), 'advance');
        await bench.store.setMeta(account, 'k', 'v');
        await bench.store.putFile(account, testUuid(1), { bytes: new Blob(['x']), addedAtMs: nowMs() });
      }
      await bench.store.clear('a');
      for (const reach of [() => Promise.resolve(bench.store), () => bench.reopen()]) {
        const store = await reach();
        if (!store) continue;
        expect([
          await store.loadOutbox('a'),
          await store.loadSnapshot('a', testUuid(1)),
          await store.getMeta('a', 'k'),
          await store.getFile('a', testUuid(1)),
        ]).toEqual([[], null, null, null]);
        for (const other of ['b', '']) {
          expect(await store.loadOutbox(other)).toHaveLength(1);
          expect(await store.loadSnapshot(other, testUuid(1))).not.toBeNull();
          expect(await store.getMeta(other, 'k')).toBe('v');
        }
      }
    });

    it('[O13] forgets copies of what the server has, and nothing that only the device has', async () => {
      const bench = await open();
      const bytes = new Blob(['x']);
      for (const account of ['a', 'b']) {
        await bench.store.writeOutbox(account, { put: [outboxEntry(1), outboxEntry(2)], remove: [] });
        await bench.store.putFile(account, testUuid(1), { bytes, addedAtMs: nowMs() });
        for (const n of [1, 2]) await bench.store.saveSnapshot(account, snapshot(n), 'advance');
        for (const key of keptKeys) await bench.store.setMeta(account, key, `of ${account}`);
      }
      await bench.store.setMeta('', 'account', 'a');
      for (const _ of ['once', 'again']) await forgetCopies(bench.store, 'a');
      for (const reach of [() => Promise.resolve(bench.store), () => bench.reopen()]) {
        const store = await reach();
        if (!store) continue;
        expect(await store.loadSnapshots('a')).toEqual([]);
        expect(await store.loadSnapshot('a', testUuid(1))).toBeNull();
        const kept = await Promise.all(keptKeys.map((key) => store.getMeta('a', key)));
        expect(keptKeys.filter((_, at) => kept[at] === null)).toEqual(keptKeys.filter(isCopy));
        expect(await store.loadOutbox('a')).toEqual([outboxEntry(1), outboxEntry(2)]);
        expect((await store.getFile('a', testUuid(1)))?.size).toBe(1);
        expect(await store.getMeta('', 'account')).toBe('a');
        expect(await store.loadSnapshots('b')).toHaveLength(2);
        for (const key of keptKeys) expect(await store.getMeta('b', key)).toBe('of b');
      }
    });

    it('[O7] says so when there is no room, and changes nothing', async () => {
      const { store, fill } = await open();
      if (!fill) return;
      await store.writeOutbox('a', { put: [outboxEntry(1)], remove: [] });
      const empty = fill();
      const refusal = await store
        .writeOutbox('a', { put: [outboxEntry(2)], remove: [testUuid(1)] })
        .catch((error: unknown) => error);
      empty();
      expect(refusal).toBeInstanceOf(NovaClientError);
      expect(refusal).toMatchObject({ code: 'STORAGE_FULL' });
      expect(await store.loadOutbox('a')).toEqual([outboxEntry(1)]);
      await store.writeOutbox('a', { put: [outboxEntry(2)], remove: [] });
      expect(await store.loadOutbox('a')).toHaveLength(2);
    });
  });
}

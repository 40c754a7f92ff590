import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { describeDeviceStore, outboxEntry, type StoreBench } from './device-store-contract.ts';
import { IndexedDbStore } from './indexed-db-store.ts';

let count = 0;

/** A connection as a page opens it before there is a client. */
function early(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error ?? new Error(name));
  });
}

function onDevice(name: string, store: IndexedDbStore): StoreBench {
  const opened = [store];
  return {
    store,
    async reopen() {
      await store.close();
      const again = new IndexedDbStore(name);
      opened.push(again);
      return again;
    },
    fill() {
      const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
        throw new DOMException('full', 'QuotaExceededError');
      });
      return () => full.mockRestore();
    },
    async dispose() {
      for (const each of opened) await each.close();
      indexedDB.deleteDatabase(name);
    },
  };
}

describeDeviceStore('IndexedDbStore', () => {
  const name = `nova-${count++}`;
  return Promise.resolve(onDevice(name, new IndexedDbStore(name)));
});

describeDeviceStore('IndexedDbStore on a connection that was there', async () => {
  const name = `nova-${count++}`;
  const before = new IndexedDbStore(name);
  await before.getMeta('', 'account');
  await before.close();
  return onDevice(name, new IndexedDbStore(name, early(name)));
});

it('brings the memory of an earlier app up to date, whoever opened it', async () => {
  const name = `nova-${count++}`;
  const old = await openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: ['account', 'id'] });
      db.createObjectStore('snapshots', { keyPath: ['account', 'conversationId'] });
      void db
        .createObjectStore('meta', { keyPath: ['account', 'key'] })
        .put({ account: '', key: 'account', value: 'ada' });
    },
  });
  old.close();
  const store = new IndexedDbStore(name, early(name));
  expect(await store.getMeta('', 'account')).toBe('ada');
  expect(await store.getFile('ada', 'none')).toBeNull();
  await store.close();
});

it('lets a newer app change it, also by a connection that was there', async () => {
  const name = `nova-${count++}`;
  const before = new IndexedDbStore(name);
  await before.setMeta('', 'account', 'ada');
  await before.close();
  const store = new IndexedDbStore(name, early(name));
  expect(await store.getMeta('', 'account')).toBe('ada');
  const newer = await openDB(name, 3);
  expect(newer.version).toBe(3);
  newer.close();
});

describe('a browser that cannot open a database', () => {
  afterEach(() => vi.restoreAllMocks());

  /** As a browser says it: the request fails, for this reason. */
  function failOpening(reason: string): void {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      const request = new IDBOpenDBRequest();
      Object.defineProperty(request, 'error', { value: new DOMException('', reason) });
      vi.spyOn(request, 'addEventListener').mockImplementation((type: string, heard: unknown) => {
        if (type === 'error' && typeof heard === 'function') queueMicrotask(() => void heard(new Event('error')));
      });
      return request;
    });
  }

  it('[O7] for want of room has nothing to read, takes nothing, and goes on when there is room', async () => {
    const store = new IndexedDbStore(`nova-${count++}`);
    failOpening('QuotaExceededError');
    expect([
      await store.loadOutbox('a'),
      await store.loadSnapshots('a'),
      await store.loadSnapshot('a', 'c'),
      await store.getMeta('', 'account'),
      await store.getFile('a', 'f'),
    ]).toEqual([[], [], null, null, null]);
    await store.pruneFiles('a', { keep: [], addedBeforeMs: 1 });
    await store.removeSnapshot('a', 'c');
    await store.setMeta('', 'account', null);
    await store.clear('a');
    const full = { code: 'STORAGE_FULL' };
    await expect(store.writeOutbox('a', { put: [outboxEntry(1)], remove: [] })).rejects.toMatchObject(full);
    await expect(store.setMeta('', 'account', 'a')).rejects.toMatchObject(full);
    vi.restoreAllMocks();
    await store.writeOutbox('a', { put: [outboxEntry(1)], remove: [] });
    expect(await store.loadOutbox('a')).toEqual([outboxEntry(1)]);
    await store.close();
  });

  it('[O1][O7] never takes what it cannot read for nothing', async () => {
    const name = `nova-${count++}`;
    const first = new IndexedDbStore(name);
    await first.writeOutbox('a', { put: [outboxEntry(1)], remove: [] });
    await first.close();
    const store = new IndexedDbStore(name);
    failOpening('QuotaExceededError');
    await expect(store.loadOutbox('a')).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    vi.restoreAllMocks();
    failOpening('UnknownError');
    await expect(store.loadOutbox('a')).rejects.toMatchObject({ code: 'STORAGE_FAILED' });
    vi.restoreAllMocks();
    expect(await store.loadOutbox('a')).toEqual([outboxEntry(1)]);
    await store.close();
  });
});

import 'fake-indexeddb/auto';
import { vi } from 'vitest';
import { describeDeviceStore } from './device-store-contract.ts';
import { IndexedDbStore } from './indexed-db-store.ts';

let count = 0;

describeDeviceStore('IndexedDbStore', () => {
  const name = `nova-${count++}`;
  const opened = [new IndexedDbStore(name)];
  const [store] = opened as [IndexedDbStore];
  return Promise.resolve({
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
  });
});

import { describeDeviceStore } from './device-store-contract.ts';
import { MemoryStore } from './memory-store.ts';

describeDeviceStore('MemoryStore', () => {
  const bench = {
    store: new MemoryStore(),
    reopen: () => Promise.resolve(null),
    fill: null,
    dispose: () => Promise.resolve(),
  };
  return Promise.resolve(bench);
});

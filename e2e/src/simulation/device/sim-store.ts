import { MemoryStore } from '@nova/client/sim';
import { NovaClientError } from '../../../../packages/client/src/errors.ts';
import type { DeviceStore } from '../../../../packages/client/src/store/device-store.ts';
import type { Life } from '../life.ts';
import type { Surroundings } from '../surroundings.ts';

/** A device's memory, which outlives its tabs: one thing after the other, slow or full at times. */
export class SimStore {
  readonly memory = new MemoryStore();
  readonly #around: Surroundings;
  #last: Promise<void> = Promise.resolve();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  /** The store as one tab has it: what a dead tab asked for and did not get is never done. */
  of(life: Life): DeviceStore {
    const { memory } = this;
    const turn = <T>(run: () => Promise<T>): Promise<T> => this.#turn(life, run);
    return {
      loadOutbox: (account) => turn(() => memory.loadOutbox(account)),
      writeOutbox: (account, change) =>
        turn(() => {
          if (this.#around.weather.happens('diskFull')) throw new NovaClientError('STORAGE_FULL');
          return memory.writeOutbox(account, change);
        }),
      putFile: (account, fileId, file) => turn(() => memory.putFile(account, fileId, file)),
      getFile: (account, fileId) => turn(() => memory.getFile(account, fileId)),
      pruneFiles: (account, which) => turn(() => memory.pruneFiles(account, which)),
      loadSnapshot: (account, conversationId) => turn(() => memory.loadSnapshot(account, conversationId)),
      loadSnapshots: (account) => turn(() => memory.loadSnapshots(account)),
      saveSnapshot: (account, snapshot, how) => turn(() => memory.saveSnapshot(account, snapshot, how)),
      removeSnapshot: (account, conversationId) => turn(() => memory.removeSnapshot(account, conversationId)),
      getMeta: (account, key) => turn(() => memory.getMeta(account, key)),
      setMeta: (account, key, value) => turn(() => memory.setMeta(account, key, value)),
      clear: (account) => turn(() => memory.clear(account)),
      close: () => Promise.resolve(),
    };
  }

  #turn<T>(life: Life, run: () => Promise<T>): Promise<T> {
    const answer = Promise.withResolvers<T>();
    const { weather, clock } = this.#around;
    this.#last = this.#last.then(async () => {
      if (weather.happens('diskSlow'))
        await new Promise<void>((resolve) => clock.after(weather.delayMs('disk'), resolve));
      if (life.isOver) return;
      try {
        answer.resolve(await run());
      } catch (error) {
        answer.reject(error);
      }
    });
    return answer.promise;
  }
}

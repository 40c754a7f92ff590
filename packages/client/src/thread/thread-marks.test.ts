import { fakePlatform } from '@nova/testkit';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { manualNetwork } from '../network.ts';
import { Kept } from '../store/kept.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { ThreadMarks } from './thread-marks.ts';

it('[A4] whoever reads a thread and turns away at once has told and kept it', async () => {
  const [platform, store, leavers] = [fakePlatform(), new MemoryStore(), new Set<() => void>()];
  const tabs = {
    onLeave(listener: () => void) {
      leavers.add(listener);
      return () => void leavers.delete(listener);
    },
  };
  const told: { rootId: string; seq: number }[] = [];
  const answer = Promise.withResolvers<null>();
  const kept = new Kept<Record<string, number>>({
    account: 'me',
    key: 'threadReads.1',
    store,
    platform,
    report: () => {},
    tabs,
  });
  const marks = new ThreadMarks({
    platform,
    network: manualNetwork(),
    tabs,
    kept,
    send(mark) {
      told.push(mark);
      return answer.promise;
    },
  });
  marks.mark('root', 7);
  for (const leave of leavers) leave();
  await setImmediate();
  expect(told).toEqual([{ rootId: 'root', seq: 7 }]);
  // Until the server has said that it knows.
  expect(await store.getMeta('me', 'threadReads.1')).toBe('{"root":7}');
  answer.resolve(null);
  await setImmediate();
  await marks.close('keep');
  expect(leavers.size).toBe(0);
  expect(await store.getMeta('me', 'threadReads.1')).toBe('{}');
});

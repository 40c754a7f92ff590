import { expect, it } from 'vitest';
import type { Snapshot } from '../store/device-store.ts';
import { LastLeft, leftMax } from './last-left.ts';

const left = (conversationId: string, asOfSeq = 7): Snapshot => ({
  ...{ conversationId, asOfSeq, cursor: `e-${asOfSeq}`, messages: [], ahead: [], hasMoreBefore: false, savedAtMs: 0 },
});

it('[V1] what was shown of a conversation is there when one comes back, once', () => {
  const last = new LastLeft();
  last.keep(left('a', 6));
  last.keep(left('a'));
  expect(last.take('a', 7)).toMatchObject({ asOfSeq: 7 });
  expect(last.take('a', 7)).toBeUndefined();
  last.keep(left('a'));
  last.clear();
  expect(last.take('a', 7)).toBeUndefined();
});

it('[X1] it is not where something has happened since, which may be a deletion, or where nobody knows', () => {
  const last = new LastLeft();
  last.keep(left('a'));
  expect(last.take('a', 8)).toBeUndefined();
  last.keep(left('b'));
  expect(last.take('b', null)).toBeUndefined();
  // Nothing of it stays for later, either.
  expect(last.take('b', 7)).toBeUndefined();
});

it('is of those that were left last', () => {
  const last = new LastLeft();
  const all = Array.from({ length: leftMax + 1 }, (_, n) => `room ${n}`);
  for (const id of all) last.keep(left(id));
  expect(all.map((id) => last.take(id, 7)?.conversationId ?? null)).toEqual([null, ...all.slice(1)]);
});

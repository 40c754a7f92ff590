import { expect, test } from 'vitest';
import { seqsOf, testEntry, testRun } from '../contracts/describe-event-stream.ts';
import { cutBatch, makeBatch, slices } from './batch.ts';

const where = { conversationId: 'room', epoch: 'first' };

test('[D7] a batch names who leaves within it, and can be cut after that', () => {
  const batch = makeBatch(where, [...testRun(3, 4), testEntry(5, { ends: 'bob' }), testEntry(6)]);
  expect([batch.firstSeq, batch.lastSeq, [...(batch.ends ?? [])]]).toEqual([3, 6, ['bob']]);
  const cut = cutBatch(batch, 5);
  expect(seqsOf(cut.entries)).toEqual([3, 4, 5]);
  expect(cut.frames).not.toBe(batch.frames);
  expect(cutBatch(batch, 6)).toBe(batch);
  expect(cutBatch(batch, 4).ends).toBeNull();
  expect(() => makeBatch(where, [])).toThrow('at least one');
});

test('[D4] a run is sliced by entries and by text, nothing left out, an entry never cut', () => {
  expect(slices([], 10, 10)).toEqual([]);
  expect(slices(testRun(1, 7), 3, 1_000).map(seqsOf)).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
  const heavy = testRun(1, 4).map((entry) => ({ ...entry, text: 'x'.repeat(entry.seq === 3 ? 500 : 40) }));
  expect(slices(heavy, 10, 100).map(seqsOf)).toEqual([[1, 2], [3], [4]]);
});

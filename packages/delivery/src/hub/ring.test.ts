import { describe, expect, test } from 'vitest';
import { seqsOf, testEntry, testRun } from '../contracts/describe-event-stream.ts';
import { Ring } from './ring.ts';

function ringOf(firstSeq: number, lastSeq: number, maxEntries = 1_000): Ring {
  const ring = new Ring(maxEntries, 1_000_000);
  for (const entry of testRun(firstSeq, lastSeq)) ring.push(entry);
  return ring;
}

describe('the ring', () => {
  test('[D1] hands out what follows, at most so many entries and about so much text', () => {
    const ring = ringOf(5, 14);
    expect(seqsOf(ring.after(4, 100, 1_000))).toEqual([5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    expect(seqsOf(ring.after(9, 3, 1_000))).toEqual([10, 11, 12]);
    expect(seqsOf(ring.after(4, 100, 2 * testEntry(5).text.length))).toEqual([5, 6]);
    expect(seqsOf(ring.after(4, 100, 1))).toEqual([5]);
  });

  test('[D1] has nothing for who is behind its beginning, at its end or beyond', () => {
    const ring = ringOf(5, 14);
    for (const afterSeq of [0, 3, 14, 99]) expect(ring.after(afterSeq, 100, 1_000)).toEqual([]);
    expect(new Ring(10, 10).after(0, 100, 1_000)).toEqual([]);
  });

  test('[R3] is bounded by entries, up to a few that are dropped together', () => {
    const ring = ringOf(1, 1_000, 100);
    expect(seqsOf(ring.after(900, 1_000, 1e6))).toEqual(seqsOf(testRun(901, 1_000)));
    expect(ring.after(1_000 - 100 - 65, 1, 1e6)).toEqual([]);
  });

  test('[R3] is bounded by text, but keeps the newest whatever its size', () => {
    const ring = new Ring(1_000, 100);
    for (const entry of testRun(1, 50)) ring.push({ ...entry, text: 'x'.repeat(30) });
    expect(seqsOf(ring.after(47, 9, 1_000))).toEqual([48, 49, 50]);
    expect(ring.after(46, 9, 1_000)).toEqual([]);
    ring.push(testEntry(51, { text: 'x'.repeat(500) }));
    expect(seqsOf(ring.after(50, 9, 1_000))).toEqual([51]);
    expect(ring.after(49, 9, 1_000)).toEqual([]);
  });

  test('[X1] an erased slot keeps its place, not its text, and what it weighed', () => {
    const ring = new Ring(1_000, 100);
    for (const entry of testRun(1, 3)) ring.push({ ...entry, text: 'x'.repeat(30) });
    ring.erase([2, 2, 99, 0]);
    expect(seqsOf(ring.after(0, 9, 1_000))).toEqual([1]);
    expect(ring.after(1, 9, 1_000)).toEqual([]);
    expect(seqsOf(ring.after(2, 9, 1_000))).toEqual([3]);
    ring.push(testEntry(4, { text: 'x'.repeat(30) }));
    expect(seqsOf(ring.after(0, 9, 1_000))).toEqual([1]);
    ring.push(testEntry(5, { text: 'secret' }), false);
    expect(ring.after(4, 9, 1_000)).toEqual([]);
  });

  test('[D3] an entry that does not follow begins it anew', () => {
    const ring = ringOf(1, 5);
    ring.push(testEntry(9));
    expect(ring.after(4, 9, 1_000)).toEqual([]);
    expect(seqsOf(ring.after(8, 9, 1_000))).toEqual([9]);
    ring.clear();
    expect(ring.after(8, 9, 1_000)).toEqual([]);
  });
});

import type { LogEntry } from '@nova/contract';
import { afterEach, describe, expect, test } from 'vitest';
import type { EventStream, Wake } from '../ports.ts';

/** A Redis under test. */
export interface EventStreamRig extends AsyncDisposable {
  /** Another node on it, connected. */
  node(epoch?: string): Promise<EventStream>;
  /** Loses everything. */
  wipe(): Promise<void>;
  /** What the nodes keep when they trim. */
  readonly keepEntries: number;
  /** Entries that may stay beyond that: a stream is cut in whole pieces. */
  readonly pieceEntries: number;
}

let conversations = 0;

export function testEntry(seq: number, more: Partial<LogEntry> = {}): LogEntry {
  return { seq, text: `{"seq":${seq}}`, ...more };
}

export function testRun(firstSeq: number, lastSeq: number): LogEntry[] {
  return Array.from({ length: lastSeq - firstSeq + 1 }, (_, at) => testEntry(firstSeq + at));
}

export const seqsOf = (entries: readonly LogEntry[]): number[] => entries.map(({ seq }) => seq);

/** All from `afterSeq` on. */
export function readFrom(stream: EventStream, id: string, afterSeq = 0): Promise<readonly LogEntry[]> {
  return stream.read(id, { afterSeq, limit: 100_000, knowsSeq: 0 });
}

/** Collects what a node hears. */
function hearing(node: EventStream): {
  readonly wakes: Wake[];
  until(found: (wake: Wake) => boolean): Promise<void>;
} {
  const wakes: Wake[] = [];
  let check = (): void => {};
  node.onWake((wake) => {
    wakes.push(wake);
    check();
  });
  return {
    wakes,
    until: (found) =>
      new Promise((resolve) => {
        check = () => {
          if (wakes.some(found)) resolve();
        };
        check();
      }),
  };
}

/** What every `EventStream` must keep. */
export function describeEventStream(name: string, make: () => Promise<EventStreamRig>): void {
  describe(`${name} keeps the promises of an event stream`, () => {
    let rigs: EventStreamRig[] = [];
    const open = async (): Promise<EventStreamRig & { readonly id: string }> => {
      const rig = await make();
      rigs.push(rig);
      return Object.assign(rig, { id: `01a20a28-b6bb-7095-9e07-${String(++conversations).padStart(12, '0')}` });
    };
    afterEach(async () => {
      for (const rig of rigs) await rig[Symbol.asyncDispose]();
      rigs = [];
    });

    test('[R1] takes what comes next, ignores what it had, and reports a hole without taking anything', async () => {
      const { node, id } = await open();
      const [one, two] = [await node(), await node()];
      expect(await one.append(id, testRun(1, 3))).toEqual({ kind: 'ok', last: 3 });
      expect(await two.append(id, testRun(2, 5))).toEqual({ kind: 'ok', last: 5 });
      expect(await one.append(id, testRun(1, 4))).toEqual({ kind: 'ok', last: 5 });
      expect(await one.append(id, testRun(7, 8))).toEqual({ kind: 'hole', last: 5 });
      expect(await readFrom(two, id)).toEqual(testRun(1, 5));
    });

    test('[R1] an empty stream begins anywhere', async () => {
      const { node, id } = await open();
      const stream = await node();
      expect(await stream.append(id, testRun(70, 71))).toEqual({ kind: 'ok', last: 71 });
      expect(await stream.append(id, testRun(60, 69))).toEqual({ kind: 'ok', last: 71 });
      expect(await readFrom(stream, id, 69)).toEqual(testRun(70, 71));
      expect(await readFrom(stream, id, 68)).toEqual([]);
    });

    test('[D1] gives back what it was given: every character, who leaves, what is erased', async () => {
      const { node, id } = await open();
      const stream = await node();
      const entries = [
        testEntry(1, { text: 'a\n"b" \\ \u2028 \u0000 💥 ж' }),
        testEntry(2, { text: 'ж'.repeat(100_000) }),
        testEntry(3, { ends: 'user' }),
        testEntry(4, { erases: [700, 800] }),
      ];
      await stream.append(id, entries);
      expect(await readFrom(stream, id)).toEqual(entries);
      expect(seqsOf(await stream.read(id, { afterSeq: 1, limit: 2, knowsSeq: 0 }))).toEqual([2, 3]);
    });

    test('[X1] what is erased is gone, whoever erases, and no publisher brings it back', async () => {
      const { node, id } = await open();
      const [one, two] = [await node(), await node()];
      await one.append(id, testRun(1, 6));
      await two.erase(id, [2]);
      await one.append(id, [testEntry(7, { erases: [4] })]);
      await two.append(id, testRun(1, 6));
      await two.append(id, testRun(2, 2));
      expect(seqsOf(await readFrom(one, id))).toEqual([1]);
      expect(seqsOf(await readFrom(one, id, 2))).toEqual([3]);
      expect(seqsOf(await readFrom(one, id, 4))).toEqual([5, 6, 7]);
    });

    test('[X1][R1] the end of a stream stays where it was when its last entries are erased', async () => {
      const { node, id } = await open();
      const stream = await node();
      await stream.append(id, testRun(1, 2));
      await stream.erase(id, [1, 2]);
      expect(await stream.append(id, testRun(1, 2))).toEqual({ kind: 'ok', last: 2 });
      expect(await stream.append(id, testRun(4, 4))).toEqual({ kind: 'hole', last: 2 });
      expect(await stream.append(id, testRun(3, 3))).toEqual({ kind: 'ok', last: 3 });
      expect(seqsOf(await readFrom(stream, id))).toEqual([]);
      expect(seqsOf(await readFrom(stream, id, 2))).toEqual([3]);
    });

    test('[X1] a text and its deletion may come in one append', async () => {
      const { node, id } = await open();
      const stream = await node();
      await stream.append(id, [testEntry(1), testEntry(2), testEntry(3, { erases: [1, 2] })]);
      expect(await readFrom(stream, id)).toEqual([]);
      expect(seqsOf(await readFrom(stream, id, 2))).toEqual([3]);
    });

    test('[X1][R4] a stream that has not come as far as its reader knows is not read', async () => {
      const { node, id } = await open();
      const stream = await node();
      await stream.append(id, testRun(1, 5));
      expect(seqsOf(await stream.read(id, { afterSeq: 0, limit: 9, knowsSeq: 5 }))).toEqual([1, 2, 3, 4, 5]);
      expect(await stream.read(id, { afterSeq: 0, limit: 9, knowsSeq: 6 })).toEqual([]);
    });

    test('[R4] what was lost is not missed: the next append begins anew', async () => {
      const { node, id, wipe } = await open();
      const stream = await node();
      await stream.append(id, testRun(1, 5));
      await wipe();
      expect(await readFrom(stream, id)).toEqual([]);
      expect(await stream.append(id, testRun(8, 9))).toEqual({ kind: 'ok', last: 9 });
      expect(seqsOf(await readFrom(stream, id, 7))).toEqual([8, 9]);
    });

    test('[D9] another epoch has another stream', async () => {
      const { node, id } = await open();
      const [before, after] = [await node('before'), await node('after')];
      await before.append(id, testRun(1, 5));
      expect([before.epoch, after.epoch]).toEqual(['before', 'after']);
      expect(await readFrom(after, id)).toEqual([]);
      expect(await after.append(id, testRun(3, 4))).toEqual({ kind: 'ok', last: 4 });
      expect(seqsOf(await readFrom(before, id))).toEqual([1, 2, 3, 4, 5]);
    });

    test('[D1] every node that watches hears of appends and erasures, and no other', async () => {
      const { node, id } = await open();
      const [writer, near, far] = [await node(), await node(), await node()];
      const [heard, unheard] = [hearing(near), hearing(far)];
      await Promise.all([near.watch(id), far.watch(id)]);
      far.unwatch(id);
      await far.watch('elsewhere');
      await writer.append(id, testRun(1, 3));
      await writer.erase(id, [1, 2]);
      await writer.append('elsewhere', testRun(1, 1));
      await heard.until((wake) => wake.type === 'erased');
      await unheard.until((wake) => wake.type === 'reached');
      expect(heard.wakes).toContainEqual({ type: 'reached', conversationId: id, seq: 3 });
      expect(heard.wakes).toContainEqual({ type: 'erased', conversationId: id, seqs: [1, 2] });
      expect(unheard.wakes).toEqual([{ type: 'reached', conversationId: 'elsewhere', seq: 1 }]);
    });

    test('[D9] a hint of another epoch says only that one should look', async () => {
      const { node, id } = await open();
      const [before, after] = [await node('before'), await node('after')];
      const heard = hearing(after);
      await after.watch(id);
      await before.append(id, testRun(1, 3));
      await heard.until((wake) => wake.type === 'unsure');
      await after.append(id, testRun(1, 2));
      await heard.until((wake) => wake.type === 'reached');
      expect(heard.wakes).toContainEqual({ type: 'reached', conversationId: id, seq: 2 });
      expect(heard.wakes).not.toContainEqual({ type: 'reached', conversationId: id, seq: 3 });
    });

    test('[R3] a trimmed stream keeps its newest entries, and not many more', async () => {
      const { node, id, keepEntries, pieceEntries } = await open();
      const stream = await node();
      const last = keepEntries * 3;
      for (let seq = 1; seq <= last; seq += 50) await stream.append(id, testRun(seq, Math.min(seq + 49, last)));
      await stream.trim(id);
      expect(seqsOf(await readFrom(stream, id, last - keepEntries))).toEqual(
        seqsOf(testRun(last - keepEntries + 1, last)),
      );
      expect(await readFrom(stream, id, last - keepEntries - pieceEntries - 1)).toEqual([]);
      expect(await stream.append(id, testRun(last + 1, last + 1))).toEqual({ kind: 'ok', last: last + 1 });
    });

    test('[R5] many conversations at once, wherever they live', async () => {
      const { node, id } = await open();
      const stream = await node();
      const ids = Array.from({ length: 50 }, (_, n) => `${id}-${n}`);
      const outcomes = await Promise.all(ids.map((one) => stream.append(one, testRun(1, 3))));
      expect(outcomes).toEqual(ids.map(() => ({ kind: 'ok', last: 3 })));
      await Promise.all(ids.map((one) => stream.erase(one, [2])));
      await Promise.all(ids.map((one) => stream.trim(one)));
      const read = await Promise.all(ids.map((one) => readFrom(stream, one, 2)));
      expect(read).toEqual(ids.map(() => testRun(3, 3)));
    });

    test('[R1] many writers at once leave one contiguous run', async () => {
      const { node, id } = await open();
      const nodes = await Promise.all([node(), node(), node()]);
      const write = async (stream: EventStream, step: number): Promise<void> => {
        for (let seq = 1; seq <= 60; ) {
          const outcome = await stream.append(id, testRun(seq, Math.min(seq + step, 60)));
          seq = outcome.kind === 'hole' ? outcome.last + 1 : seq + step;
        }
      };
      await Promise.all(nodes.map((stream, at) => write(stream, at + 2)));
      expect(await readFrom(nodes[0] ?? (await node()), id)).toEqual(testRun(1, 60));
    });
  });
}

import type { ListOutput, LogItem, Message } from '@nova/contract';
import { describe, expect, test } from 'vitest';
import type { EventsProcedure, TrackedItem } from './event-batches.ts';
import { type ReadLogOptions, readLog, type TailItem } from './read-log.ts';

const at = '2026-01-01T00:00:00.000Z';

function event(seq: number): TrackedItem {
  const data: LogItem = {
    v: 1,
    conversationId: 'c',
    seq,
    at,
    actorId: 'a',
    type: 'message.deleted',
    messageId: `m${seq}`,
  };
  return { id: `e1.${seq}`, data };
}

/** A server that answers each subscription with what the script has next, and pages from `history`. */
function scripted(script: ((cursor: string) => readonly TrackedItem[])[], history: { epoch: string; lastSeq: number }) {
  const cursors: string[] = [];
  const events: EventsProcedure = {
    subscribe({ lastEventId }, observer) {
      cursors.push(lastEventId);
      const told = script.shift()?.(lastEventId) ?? [];
      queueMicrotask(() => {
        for (const one of told) observer.onData(one);
        observer.onComplete();
      });
      return { unsubscribe: () => {} };
    },
  };
  const list = ({ after = 0, limit }: { after?: number; limit: number }): Promise<ListOutput> => {
    const { epoch, lastSeq } = history;
    const messages = Array.from({ length: Math.max(0, lastSeq - after) }, (_, more) => message(after + 1 + more));
    const page = messages.slice(0, limit);
    const cursor = `${epoch}.${lastSeq}`;
    return Promise.resolve({
      messages: page,
      notices: [],
      noticesCut: false,
      asOfSeq: lastSeq,
      cursor,
      hasMoreBefore: after > 0,
      hasMoreAfter: page.length < messages.length,
    });
  };
  const options: ReadLogOptions = {
    trpc: { conversation: { events }, message: { list: { query: list } } },
    persisting: (ask) => ask(),
    conversationId: 'c',
    signal: new AbortController().signal,
    onLive: () => {},
  };
  return { options, cursors };
}

function message(seq: number): Message {
  const nothing = { editedAt: null, deletedAt: null, deletedById: null, replyToId: null, threadRootId: null };
  const said = { senderId: 'a', clientId: `k${seq}`, body: 'x', version: 1, sentAt: at, reactions: [], pinned: false };
  return { id: `m${seq}`, conversationId: 'c', seq, ...said, ...nothing };
}

async function all(options: ReadLogOptions, printedSeq: number, cursor: string): Promise<TailItem[]> {
  const items: TailItem[] = [];
  for await (const batch of readLog(options, { cursor, printedSeq })) items.push(...batch);
  return items;
}

const seqsOf = (items: readonly TailItem[]): number[] => items.map(({ position }) => position.printedSeq);

describe('reading a log', () => {
  test('[D10] an event out of turn is not given: the hole is fetched from the last good place', async () => {
    const { options, cursors } = scripted(
      [() => [event(1), event(2), event(5)], () => [event(2), event(3), event(4), event(5)]],
      { epoch: 'e1', lastSeq: 0 },
    );
    expect(seqsOf(await all(options, 0, 'e1.0'))).toEqual([1, 2, 3, 4, 5]);
    expect(cursors).toEqual(['e1.0', 'e1.2']);
  });

  test('[D10] a hole that the server will not fill is an error, never skipped', async () => {
    const broken = () => [event(1), event(3)];
    const again = () => [event(3)];
    const { options } = scripted([broken, again, again, again], { epoch: 'e1', lastSeq: 0 });
    await expect(all(options, 0, 'e1.0')).rejects.toThrow('a hole after 1');
  });

  test('[D5] too far behind: messages from history, then events from where the page was true', async () => {
    const reset: TrackedItem = { id: 'e1.700', data: { type: 'reset', conversationId: 'c', seq: 700 } };
    const { options, cursors } = scripted([() => [event(11), reset], () => [event(701)]], {
      epoch: 'e1',
      lastSeq: 700,
    });
    const items = await all(options, 10, 'e1.10');
    expect(seqsOf(items)).toEqual(Array.from({ length: 691 }, (_, more) => 11 + more));
    expect(items.map(({ type }) => type).filter((type) => type === 'event')).toHaveLength(2);
    expect(cursors).toEqual(['e1.10', 'e1.700']);
  });

  test('[D9] a log restored to an earlier time: said, and gone on from its end', async () => {
    const reset: TrackedItem = { id: 'e2.5', data: { type: 'reset', conversationId: 'c', seq: 5 } };
    const { options } = scripted([() => [reset], () => []], { epoch: 'e2', lastSeq: 5 });
    expect(await all(options, 10, 'e1.10')).toEqual([
      { type: 'restored', seq: 5, position: { cursor: 'e2.5', printedSeq: 5 } },
    ]);
  });

  test('batches are small enough that a kill repeats 200 lines at most', async () => {
    const { options } = scripted([() => Array.from({ length: 1_000 }, (_, more) => event(701 + more))], {
      epoch: 'e1',
      lastSeq: 700,
    });
    let most = 0;
    for await (const batch of readLog(options, { cursor: 'e1.700', printedSeq: 0 }))
      most = Math.max(most, batch.length);
    expect(most).toBe(200);
  });
});

import { setImmediate as turn } from 'node:timers/promises';
import type { LogItem } from '@nova/contract';
import { describe, expect, test } from 'vitest';
import { eventBatches, type EventsProcedure, type TrackedItem } from './event-batches.ts';

type Observer = Parameters<EventsProcedure['subscribe']>[1];

const item = (seq: number): TrackedItem => ({
  id: `e1.${seq}`,
  data: { type: 'reset', conversationId: 'c', seq } satisfies LogItem,
});

/** Subscriptions as a test holds them: where each began, and what to tell it. */
function heldEvents() {
  const open: { cursor: string; observer: Observer; isOver: boolean }[] = [];
  const events: EventsProcedure = {
    subscribe({ lastEventId: cursor }, observer) {
      const one = { cursor, observer, isOver: false };
      open.push(one);
      return { unsubscribe: () => void (one.isOver = true) };
    },
  };
  const stopping = new AbortController();
  const lives: boolean[] = [];
  const batches = eventBatches({
    events,
    conversationId: 'c',
    cursor: 'e1.0',
    signal: stopping.signal,
    onLive: (isLive) => lives.push(isLive),
  });
  return { open, stopping, batches, lives };
}

const seqs = (batch: IteratorResult<readonly TrackedItem[]>): number[] =>
  batch.done ? [] : batch.value.map(({ data }) => data.seq);

describe('batches of a subscription', () => {
  test('what has come since is given together, in order', async () => {
    const { open, batches } = heldEvents();
    const first = batches.next();
    open[0]?.observer.onData(item(1));
    expect(seqs(await first)).toEqual([1]);
    for (const seq of [2, 3, 4]) open[0]?.observer.onData(item(seq));
    expect(seqs(await batches.next())).toEqual([2, 3, 4]);
  });

  test('what may pass is followed by a subscription from the last item given; what was not given comes again', async () => {
    const { open, batches, lives } = heldEvents();
    const first = batches.next();
    open[0]?.observer.onData(item(1));
    await first;
    const second = batches.next();
    open[0]?.observer.onError(Object.assign(new Error(), { data: { reason: 'BUSY', retryable: true } }));
    while (open.length < 2) await turn();
    expect(open.map(({ cursor, isOver }) => [cursor, isOver])).toEqual([
      ['e1.0', true],
      ['e1.1', false],
    ]);
    open[1]?.observer.onData(item(2));
    expect(seqs(await second)).toEqual([2]);
    expect(lives).toEqual([false]);
  });

  test('an error right behind an item is not lost with it', async () => {
    const { open, batches } = heldEvents();
    const first = batches.next();
    open[0]?.observer.onData(item(1));
    open[0]?.observer.onError(Object.assign(new Error(), { data: { reason: 'NOT_A_MEMBER', retryable: false } }));
    expect(seqs(await first)).toEqual([1]);
    await expect(batches.next()).rejects.toMatchObject({ data: { reason: 'NOT_A_MEMBER' } });
  });

  test('[D7] the end is given after everything before it', async () => {
    const { open, batches } = heldEvents();
    const first = batches.next();
    open[0]?.observer.onData(item(1));
    open[0]?.observer.onComplete();
    expect(seqs(await first)).toEqual([1]);
    expect(await batches.next()).toMatchObject({ done: true });
  });

  test('[D4] a reader that does not read costs bounded memory, and misses nothing', async () => {
    const { open, batches } = heldEvents();
    const first = batches.next();
    for (let seq = 1; seq <= 20_000; seq++) open[0]?.observer.onData(item(seq));
    expect(open[0]?.isOver).toBe(true);
    const given = seqs(await first);
    expect(given.length).toBeLessThanOrEqual(5_000);
    const next = batches.next();
    while (open.length < 2) await turn();
    expect(open[1]?.cursor).toBe(`e1.${given.length}`);
    open[1]?.observer.onData(item(given.length + 1));
    expect(seqs(await next)).toEqual([given.length + 1]);
  });

  test('told to stop it stops, with the reason, and lets go of the subscription', async () => {
    const { open, batches, stopping } = heldEvents();
    const first = batches.next();
    stopping.abort(new Error('enough'));
    await expect(first).rejects.toThrow('enough');
    expect(open[0]?.isOver).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import { change, edit, Queue, send } from '../testing/queue.ts';
import type { OutboxEntry } from './entry.ts';
import { newEntry } from './entry.ts';

function heldRemoval(id: string, messageId: string, nowMs = 0): OutboxEntry {
  return newEntry({
    id,
    conversationId: 'c',
    nowMs,
    holdMs: 5_000,
    work: { kind: 'delete', target: { messageId } },
  });
}

describe('a deletion that may be taken back', () => {
  it('[O9] leaves when its time is up, not sooner, and a clock wakes it', () => {
    const queue = new Queue().add(heldRemoval('d', 'm'));
    expect(queue.states()).toEqual({ d: 'held' });
    expect(queue.effects).toContainEqual({ type: 'wake', atMs: 5_000 });
    expect(queue.feed({ type: 'tick' }, 4_999).sent()).toEqual([]);
    expect(queue.feed({ type: 'tick' }, 5_000).sent()).toEqual(['d']);
  });

  it('[O9] is gone without a trace when it is taken back', () => {
    const queue = new Queue().add(heldRemoval('d', 'm')).feed({ type: 'discard', id: 'd' });
    expect(queue.states()).toEqual({});
    expect(queue.feed({ type: 'tick' }, 1e6).sent()).toEqual([]);
  });

  it('[O1][O9] lies on the device: after a reload it still waits for its time, or leaves when that has passed', () => {
    const entries = new Queue().add(heldRemoval('d', 'm')).state.entries;
    expect(new Queue().feed({ type: 'loaded', entries }, 3_000).states()).toEqual({ d: 'held' });
    expect(new Queue().feed({ type: 'loaded', entries }, 9_000).sent()).toEqual(['d']);
  });

  it('[O5][O9] is in nobody’s way, and is released into its place', () => {
    const queue = new Queue(false).add(heldRemoval('d', 'm'), send('a'), send('b'));
    queue.feed({ type: 'network', online: true }, 1_000);
    expect(queue.states()).toEqual({ d: 'held', a: 'sending', b: 'queued' });
    queue.feed({ type: 'tick' }, 5_000);
    expect(queue.states()).toEqual({ d: 'queued', a: 'sending', b: 'queued' });
    expect(queue.accept('a', 1).sent()).toEqual(['d']);
  });

  it('is released without a network too, and waits for one', () => {
    const queue = new Queue(false).add(heldRemoval('d', 'm'));
    expect(queue.effects).toContainEqual({ type: 'wake', atMs: 5_000 });
    expect(queue.feed({ type: 'tick' }, 5_000).states()).toEqual({ d: 'queued' });
  });

  it('[O9] gives up what was to be done to the message when it leaves, not while it may be taken back', () => {
    const pin = change('p', { kind: 'pin', target: { messageId: 'm' }, on: true });
    const queue = new Queue(false).add(pin, heldRemoval('d', 'm'));
    expect(queue.states()).toEqual({ p: 'queued', d: 'held' });
    expect(queue.feed({ type: 'tick' }, 5_000).states()).toEqual({ d: 'queued' });
  });

  it('asked twice is one, from the second time on', () => {
    const queue = new Queue().add(heldRemoval('d', 'm'), heldRemoval('e', 'm', 2_000));
    expect(queue.states()).toEqual({ e: 'held' });
    expect(queue.effects).toContainEqual({ type: 'wake', atMs: 7_000 });
  });

  it('[O3] is not parked by a 401, but joins what is when its time is up', () => {
    const queue = new Queue().add(send('a'), heldRemoval('d', 'm')).refuse('a', 'UNAUTHENTICATED');
    expect(queue.states()).toEqual({ a: 'parked', d: 'held' });
    expect(queue.feed({ type: 'tick' }, 5_000).states()).toEqual({ a: 'parked', d: 'parked' });
  });

  it('[O5] of a message that never left drops it at once', () => {
    const queue = new Queue(false).add(send('a'), edit('e', 'a', 'b'));
    queue.feed({
      type: 'add',
      entry: newEntry({
        id: 'd',
        conversationId: 'c',
        nowMs: 0,
        holdMs: 5_000,
        work: { kind: 'delete', target: { clientId: 'a' } },
      }),
    });
    expect(queue.states()).toEqual({});
  });
});

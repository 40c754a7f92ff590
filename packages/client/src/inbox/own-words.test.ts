import { describe, expect, it } from 'vitest';
import { Listeners } from '../listeners.ts';
import type { EntryState, OutboxEntry, Work } from '../outbox/entry.ts';
import { newEntry } from '../outbox/entry.ts';
import { summaryOf } from '../testing/summary-of.ts';
import { OwnWordsKeeper } from './own-words.ts';

const send = (body: string): Work => ({ kind: 'send', clientId: body, body, replyToId: null, threadRootId: null });

const entry = (id: string, work: Work, state: EntryState = { type: 'queued' }): OutboxEntry => ({
  ...newEntry({ id, conversationId: 'c', work, nowMs: 5 }),
  state,
});

/** An outbox that holds what a test puts into it. */
function bench() {
  const listeners = new Listeners();
  const outbox = { entries: [] as readonly OutboxEntry[], subscribe: (told: () => void) => listeners.add(told) };
  const words = new OwnWordsKeeper(outbox);
  const holds = (...entries: OutboxEntry[]): void => {
    outbox.entries = entries;
    listeners.tell();
  };
  return { words, holds, body: () => words.all.get('c')?.body };
}

describe('what one wrote last', () => {
  it('[O1] is told as soon as it lies in the outbox, the newest of it, and no other kind of work', () => {
    const { words, holds, body } = bench();
    holds(entry('1', send('first')), entry('2', send('second')));
    expect(words.all.get('c')).toMatchObject({ body: 'second', saidAtMs: 5, isWaiting: true });
    const reply: Work = { kind: 'send', clientId: 'r', body: 'in a thread', replyToId: null, threadRootId: 'root' };
    holds(
      entry('1', send('first'), { type: 'sending', attempt: 1 }),
      entry('3', reply),
      entry('4', { kind: 'delete', target: { messageId: 'm' } }),
      entry('5', send('refused'), { type: 'failed', reason: 'FORBIDDEN', current: null }),
    );
    expect(words.all.get('c')).toMatchObject({ body: 'first', isWaiting: false });
    holds(entry('3', { ...reply, alsoSend: true }));
    expect(body()).toBe('in a thread');
    holds();
    expect(body()).toBeUndefined();
  });

  it('stays, once the server has it, until the summary has come as far: nothing older is shown in between', () => {
    const { words, holds, body } = bench();
    words.seen([summaryOf('c', { lastSeq: 6 })]);
    holds(entry('1', send('first'), { type: 'accepted', seq: 7 }));
    expect(words.all.get('c')).toMatchObject({ isWaiting: false, seq: 7 });
    holds();
    expect(body()).toBe('first');
    words.seen([summaryOf('c', { lastSeq: 6 })]);
    expect(body()).toBe('first');
    words.seen([summaryOf('c', { lastSeq: 7 })]);
    expect(body()).toBeUndefined();
    holds(entry('1', send('first'), { type: 'accepted', seq: 7 }));
    expect(body()).toBeUndefined();
  });

  it('is the same object, and nobody is called, where nothing changed', () => {
    const { words, holds } = bench();
    holds(entry('1', send('first')));
    const before = words.all;
    let told = 0;
    words.subscribe(() => (told += 1));
    holds(entry('1', send('first')));
    words.seen([summaryOf('c', { lastSeq: 1 })]);
    expect([words.all === before, told]).toEqual([true, 0]);
    holds(entry('1', send('first')), entry('2', send('second')));
    expect(told).toBe(1);
    words.close();
    holds();
    expect(told).toBe(1);
  });
});

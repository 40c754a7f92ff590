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

const summarySender = { id: 'me', name: 'Me', handle: 'me', image: null, placeholder: false };

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

  it('[O9] says that they are deleted while the deletion is held, and says them again when it is taken back', () => {
    const { words, holds } = bench();
    const sent = { ...entry('1', send('first'), { type: 'accepted', seq: 7 }), messageId: 'm' };
    const held = entry('2', { kind: 'delete', target: { messageId: 'm' } }, { type: 'held', untilMs: 9 });
    words.seen([summaryOf('c', { lastSeq: 6 })]);
    holds(sent);
    const before = words.all.get('c');
    for (const entries of [[sent, held], [held]]) {
      holds(...entries);
      expect(words.all.get('c')).toMatchObject({ body: null, seq: 7 });
    }
    holds();
    expect(words.all.get('c')).toBe(before);
    const waiting = entry('3', send('second'), { type: 'sending', attempt: 1 });
    holds(waiting, entry('4', { kind: 'delete', target: { clientId: 'second' } }, { type: 'held', untilMs: 9 }));
    expect(words.all.get('c')).toMatchObject({ entryId: '3', body: null });
  });
});

describe('what one changed of a last message', () => {
  const said = { id: 'm', seq: 6, sender: summarySender, preview: 'hello', fileName: 'a.txt', sentAt: '' };
  const told = summaryOf('c', { lastSeq: 6, lastMessage: said });
  const change = (work: 'edit' | 'delete', messageId: string, state: EntryState): OutboxEntry =>
    entry(
      `${work} ${messageId}`,
      work === 'delete'
        ? { kind: 'delete', target: { messageId } }
        : { kind: 'edit', target: { messageId }, expectedVersion: 1, body: 'goodbye' },
      state,
    );
  const held: EntryState = { type: 'held', untilMs: 9 };

  it('[O9] is told as soon as the outbox has it, and not any more when it is taken back or refused', () => {
    const { words, holds } = bench();
    words.seen([told]);
    let news = 0;
    words.subscribe(() => news++);
    expect(words.over(told)).toBe(told);
    holds(change('delete', 'm', held));
    const { fileName: _, ...rest } = said;
    expect(words.over(told).lastMessage).toEqual({ ...rest, preview: null });
    expect(words.over(told)).toBe(words.over(told));
    holds(change('delete', 'm', held));
    expect(news).toBe(1);
    holds();
    expect([words.over(told) === told, news]).toEqual([true, 2]);
    holds(change('edit', 'm', { type: 'queued' }));
    expect(words.over(told).lastMessage).toEqual({ ...said, preview: 'goodbye' });
    for (const one of [
      change('delete', 'another', held),
      change('delete', 'm', { type: 'failed', reason: 'FORBIDDEN', current: null }),
    ]) {
      holds(one);
      expect(words.over(told)).toBe(told);
    }
  });

  it('[O9][X1] stays, once the server has it, until the summary has come as far: nothing deleted is shown in between', () => {
    const { words, holds } = bench();
    words.seen([told]);
    holds(change('delete', 'm', { type: 'accepted', seq: 8 }));
    holds();
    words.seen([{ ...told, lastSeq: 7 }]);
    expect(words.over(told).lastMessage?.preview).toBeNull();
    words.seen([{ ...told, lastSeq: 8 }]);
    expect(words.over(told)).toBe(told);
    const deleted = { ...told, lastSeq: 8, lastMessage: { ...said, preview: null } };
    holds(change('edit', 'm', { type: 'queued' }));
    expect(words.over(deleted)).toBe(deleted);
  });
});

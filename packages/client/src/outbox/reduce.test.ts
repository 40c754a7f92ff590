import { limits } from '@nova/contract';
import type { Message } from '@nova/contract';
import { describe, expect, it } from 'vitest';
import { change, edit, Queue, remove, send } from '../testing/queue.ts';
import { retryDelayMs } from './backoff.ts';
import { verdictOf } from './classification.ts';
import type { Work } from './entry.ts';
import type { OutboxEffect, OutboxInput, OutboxState } from './input.ts';
import { emptyOutbox } from './input.ts';
import { reduce } from './reduce.ts';

describe('the outbox', () => {
  it('[O1] writes an entry down in the same step in which it is sent', () => {
    const { effects } = new Queue().add(send('a'));
    expect(effects.map(({ type }) => type)).toEqual(['persist', 'send', 'wake']);
  });

  it('[O1] keeps an accepted entry until its event is on the screen', () => {
    const queue = new Queue().add(send('a')).accept('a', 7);
    const news = { type: 'applied', conversationId: 'c', own: [], deleted: [] } as const;
    expect(queue.feed({ ...news, asOfSeq: 6 }).states()).toEqual({ a: 'accepted' });
    expect(queue.feed({ ...news, asOfSeq: 7 }).states()).toEqual({});
    expect(queue.effects).toContainEqual({ type: 'persist', put: [], remove: ['a'] });
  });

  it('[O1] a person may let go of an accepted entry whose event never comes, not of one under way', () => {
    const queue = new Queue().add(send('a')).feed({ type: 'discard', id: 'a' });
    expect(queue.states()).toEqual({ a: 'sending' });
    expect(queue.accept('a', 1).feed({ type: 'discard', id: 'a' }).states()).toEqual({});
  });

  it('[O1] lets go of an entry whose event came before the answer, and gives up on the answer', () => {
    const queue = new Queue().add(send('a'));
    queue.feed({
      type: 'applied',
      conversationId: 'c',
      asOfSeq: 3,
      own: [{ clientId: 'a', messageId: 'm', version: 1, body: 'a' }],
      deleted: [],
    });
    expect(queue.states()).toEqual({});
    expect(queue.effects).toContainEqual({ type: 'abort', id: 'a' });
  });

  it('[O1] after a crash between request and answer sends again under the same clientId, attempts kept', () => {
    const before = new Queue().add(send('a')).state.entries;
    const queue = new Queue().feed({ type: 'loaded', entries: before });
    expect(queue.entry('a')).toMatchObject({ attempts: 2, unsure: true, work: { clientId: 'a' } });
    expect(queue.sent()).toEqual(['a']);
  });

  it('[O2] fails after five attempts, and not one sooner', () => {
    const queue = new Queue().add(send('a'));
    for (let attempt = 1; attempt <= 5; attempt++) {
      expect(queue.attempt('a')).toBe(attempt);
      queue.refuse('a', 'BUSY', { nowMs: 0 }).feed({ type: 'tick' }, 1e9 * attempt);
    }
    expect(queue.entry('a')?.state).toMatchObject({ type: 'failed', reason: 'BUSY' });
    expect(queue.feed({ type: 'tick' }, 1e12).sent()).toEqual([]);
  });

  it('[O2] unlimited retry is caught: the same drill goes on for ever', () => {
    const drill = (
      step: (state: OutboxState, input: OutboxInput, nowMs: number) => [OutboxState, OutboxEffect[]],
    ): number => {
      let [state, effects] = step(emptyOutbox, { type: 'add', entry: send('a') }, 0);
      let requests = 0;
      for (let round = 1; round <= 50; round++) {
        requests += effects.filter(({ type }) => type === 'send').length;
        const at = state.entries[0]?.state;
        const attempt = at?.type === 'sending' ? at.attempt : 0;
        [state] = step(
          state,
          { type: 'refused', id: 'a', attempt, verdict: verdictOf('BUSY'), chance: 0.5 },
          round * 1e6,
        );
        [state, effects] = step(state, { type: 'tick' }, round * 1e6 + 1e5);
      }
      return requests;
    };
    const unlimited: typeof reduce = (state, input, nowMs) => {
      const entries = state.entries.map((entry) => ({ ...entry, attempts: Math.min(entry.attempts, 1) }));
      return reduce({ ...state, entries }, input, nowMs);
    };
    expect(drill(reduce)).toBe(5);
    expect(drill(unlimited)).not.toBe(5);
  });

  it('[O2] burns no attempt offline, nor for a request that never left', () => {
    const queue = new Queue(false).add(send('a'));
    expect(queue.feed({ type: 'tick' }, 1e9).states()).toEqual({ a: 'queued' });
    queue.feed({ type: 'network', online: true });
    for (let miss = 1; miss <= 20; miss++) {
      expect(queue.attempt('a')).toBe(1);
      queue.refuse('a', 'UNREACHABLE').feed({ type: 'tick' }, 1e9);
    }
    expect(queue.entry('a')).toMatchObject({ attempts: 1, misses: 20, state: { type: 'sending' } });
  });

  it('[O2] waits with full jitter from 1 s doubling to 60 s, never less than the server asked for', () => {
    const ceiling = (attempt: number): number => Math.round(retryDelayMs({ attempt, chance: 1, retryAfterMs: 0 }));
    expect([1, 2, 3, 4, 5, 6, 7, 20].map(ceiling)).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
    ]);
    expect(retryDelayMs({ attempt: 4, chance: 0, retryAfterMs: 0 })).toBe(0);
    expect(retryDelayMs({ attempt: 1, chance: 0.9, retryAfterMs: 90_000 })).toBe(90_000);
    const queue = new Queue()
      .add(send('a'))
      .refuse('a', 'RATE_LIMITED', { chance: 0.1, retryAfterMs: 5_000, nowMs: 10 });
    expect(queue.entry('a')?.state).toEqual({ type: 'waiting', attempt: 1, retryAtMs: 5_010, cause: 'RATE_LIMITED' });
    expect(queue.effects).toContainEqual({ type: 'wake', atMs: 5_010 });
    expect(queue.feed({ type: 'tick' }, 5_009).sent()).toEqual([]);
    expect(queue.feed({ type: 'tick' }, 5_010).sent()).toEqual(['a']);
  });

  it('[O3] parks everything at a 401, also what is asked meanwhile, for one sendAll', () => {
    const queue = new Queue().add(send('a'), send('b'), send('x', 'x', 'other'));
    queue.refuse('a', 'UNAUTHENTICATED').add(send('late'));
    expect(queue.states()).toEqual({ a: 'parked', b: 'parked', x: 'sending', late: 'parked' });
    expect(queue.refuse('x', 'UNAUTHENTICATED').feed({ type: 'tick' }, 1e9).sent()).toEqual([]);
    expect(queue.feed({ type: 'sendAll' }).sent().toSorted()).toEqual(['a', 'x']);
  });

  it('[O4] a permanent failure leaves the queue, stays visible and blocks nobody', () => {
    const queue = new Queue().add(send('a'), send('b')).refuse('a', 'TOO_LONG');
    expect(queue.states()).toEqual({ a: 'failed', b: 'sending' });
    queue.accept('b', 1).feed({ type: 'editAndRetry', id: 'a', body: 'short', freshId: 'f' });
    expect(queue.entry('a')).toMatchObject({ work: { body: 'short' }, state: { type: 'sending', attempt: 1 } });
    queue.refuse('a', 'FORBIDDEN').feed({ type: 'discard', id: 'a' });
    expect(queue.states()).toEqual({ b: 'accepted' });
  });

  it('[O4][W6] never changes a text that may have landed: the first is settled, then edited', () => {
    const queue = new Queue().add(send('a', 'old'));
    for (let attempt = 1; attempt <= 5; attempt++) queue.refuse('a', 'NO_ANSWER').feed({ type: 'tick' }, 1e9 * attempt);
    expect(queue.states()).toEqual({ a: 'failed' });
    queue.feed({ type: 'editAndRetry', id: 'a', body: 'new', freshId: 'f' });
    expect(queue.entry('a')).toMatchObject({ work: { body: 'old' }, state: { type: 'sending' } });
    expect(queue.entry('f')).toMatchObject({ work: { kind: 'edit', body: 'new' }, state: { type: 'queued' } });
    expect(queue.accept('a', 1).sent()).toEqual(['f']);
  });

  it('[O5] never lets a later entry overtake one that is still trying; conversations go their own ways', () => {
    const queue = new Queue().add(send('a'), send('b'), send('x', 'x', 'other'));
    expect(queue.states()).toEqual({ a: 'sending', b: 'queued', x: 'sending' });
    queue.refuse('a', 'BUSY');
    expect(queue.states()).toEqual({ a: 'waiting', b: 'queued', x: 'sending' });
    expect(queue.feed({ type: 'tick' }, 1e9).sent()).toEqual(['a']);
    expect(queue.accept('a', 1).sent()).toEqual(['b']);
  });

  it('[O5] an edit of a queued message rewrites it, a delete drops it', () => {
    const queue = new Queue(false).add(send('a', 'one'), send('b', 'two'), edit('e', 'a', 'ONE'), remove('d', 'b'));
    expect(queue.state.entries.map(({ id, work }) => [id, 'body' in work && work.body])).toEqual([['a', 'ONE']]);
  });

  it('[O5] an edit or delete of a message under way follows it, with its id', () => {
    const queue = new Queue().add(send('a'), edit('e', 'a', 'A'), edit('e2', 'a', 'AA'), remove('d', 'a'));
    // The queued edit was rewritten by the second one and dropped by the delete.
    expect(queue.states()).toEqual({ a: 'sending', d: 'queued' });
    queue.accept('a', 1);
    expect(queue.entry('d')).toMatchObject({
      work: { kind: 'delete', target: { messageId: 'm-a' } },
      state: { type: 'sending' },
    });
  });

  it('[O5] a second edit builds on the first that is still under way', () => {
    const target = { messageId: 'm' };
    const queue = new Queue().add(
      change('e1', { kind: 'edit', target, expectedVersion: 4, body: 'x' }),
      change('e2', { kind: 'edit', target, expectedVersion: 4, body: 'y' }),
    );
    expect(queue.entry('e2')?.work).toMatchObject({ expectedVersion: 5 });
  });

  it('[O5] what waits for a message that failed does not block the conversation', () => {
    const sure = new Queue().add(send('a', 'old'), edit('e', 'a', 'new'), send('b')).refuse('a', 'TOO_LONG');
    expect(sure.states()).toEqual({ a: 'failed', b: 'sending' });
    expect(sure.entry('a')?.work).toMatchObject({ body: 'new' });
    const unsure = new Queue().add(send('a'), edit('e', 'a', 'new'), send('b'));
    unsure.refuse('a', 'NO_ANSWER').feed({ type: 'tick' }, 1e9).refuse('a', 'FORBIDDEN');
    expect(unsure.states()).toEqual({ a: 'failed', e: 'failed', b: 'sending' });
    unsure.feed({
      type: 'applied',
      conversationId: 'c',
      asOfSeq: 1,
      own: [{ clientId: 'a', messageId: 'm', version: 1, body: 'a' }],
      deleted: [],
    });
    // It is older than `b`, which is under way: still one at a time.
    expect(unsure.entry('e')).toMatchObject({ work: { target: { messageId: 'm' } }, state: { type: 'queued' } });
    expect(unsure.accept('b', 2).sent()).toEqual(['e']);
  });

  const conflicting = { id: 'm', version: 3, body: 'theirs' } as Message;

  it('[W3][O4] a version conflict fails for good and keeps both texts', () => {
    const work: Work = { kind: 'edit', target: { messageId: 'm' }, expectedVersion: 2, body: 'mine' };
    const queue = new Queue().add(change('e', work)).refuse('e', 'VERSION_CONFLICT', { current: conflicting });
    expect(queue.entry('e')).toMatchObject({
      work: { body: 'mine' },
      state: { type: 'failed', current: { body: 'theirs' } },
    });
    queue.feed({ type: 'retry', id: 'e', freshId: 'f' });
    expect(queue.entry('e')?.work).toMatchObject({ expectedVersion: 3 });
  });

  it('[W3] a retried edit that meets its own first try has succeeded', () => {
    const work: Work = { kind: 'edit', target: { messageId: 'm' }, expectedVersion: 2, body: 'theirs' };
    const queue = new Queue().add(change('e', work)).refuse('e', 'NO_ANSWER').feed({ type: 'tick' }, 1e9);
    expect(queue.refuse('e', 'VERSION_CONFLICT', { current: conflicting }).states()).toEqual({});
  });

  it('[X1] a deleted message leaves no text of its in the queue', () => {
    const work: Work = { kind: 'edit', target: { messageId: 'm' }, expectedVersion: 2, body: 'mine' };
    const queue = new Queue().add(change('e', work)).refuse('e', 'VERSION_CONFLICT', { current: conflicting });
    queue.feed({ type: 'applied', conversationId: 'c', asOfSeq: 9, own: [], deleted: ['m'] });
    expect(JSON.stringify(queue.state)).not.toContain('theirs');
    expect(JSON.stringify(queue.effects)).toContain('"persist"');
  });

  it('[O7] refuses the entry after the 1,000th and changes nothing', () => {
    const queue = new Queue(false);
    for (let n = 0; n < limits.outboxEntriesMax; n++) queue.add(send(`s${n}`));
    const before = queue.state;
    queue.add(send('one too many'));
    expect(queue.effects).toEqual([{ type: 'refuse', why: 'full' }]);
    expect(queue.state).toBe(before);
  });

  it('[O6] asking twice is asking once', () => {
    const queue = new Queue().add(send('a'));
    const before = queue.state.entries;
    expect(queue.add(send('a')).state.entries).toBe(before);
    expect(queue.sent()).toEqual([]);
  });
});

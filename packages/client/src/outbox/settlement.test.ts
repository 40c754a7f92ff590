import type { Message } from '@nova/contract';
import { describe, expect, it } from 'vitest';
import { change, edit, Queue, send } from '../testing/queue.ts';

const applied = { type: 'applied', conversationId: 'c', asOfSeq: 9, own: [], deleted: [] } as const;

describe('what was shown beside a conflict', () => {
  it('[X1] goes when the person is no member any more, and nothing else with it', () => {
    const current = { id: 'm', version: 4, body: 'secret' } as Message;
    const work = { kind: 'edit', target: { messageId: 'm' }, expectedVersion: 1, body: 'mine' } as const;
    const queue = new Queue().add(change('e', work)).refuse('e', 'VERSION_CONFLICT', { current });
    queue.feed({ ...applied, conversationId: 'other', ended: true });
    expect(JSON.stringify(queue.state)).toContain('secret');
    queue.feed({ ...applied, ended: true });
    expect(queue.entry('e')).toMatchObject({ work: { body: 'mine' }, state: { current: { version: 4, body: null } } });
  });
});

describe('what was accepted before the log was begun anew', () => {
  it('[D9][O1] is asked for again, in its order, and leaves by its event', () => {
    const queue = new Queue().add(send('a')).accept('a', 5).add(send('b')).accept('b', 6).add(send('c'));
    queue.feed({ ...applied, restarted: true });
    expect(queue.states()).toEqual({ a: 'queued', b: 'queued', c: 'sending' });
    queue.accept('c', 4);
    expect(queue.sent()).toEqual(['a']);
    queue.feed({ ...applied, own: [{ clientId: 'a', messageId: 'm', version: 1, body: 'a' }] });
    expect(queue.states()).toEqual({ b: 'sending' });
  });

  it('[D9] is not, when the page shows it', () => {
    const queue = new Queue().add(send('a')).accept('a', 5);
    queue.feed({ ...applied, restarted: true, own: [{ clientId: 'a', messageId: 'm', version: 1, body: 'a' }] });
    expect(queue.states()).toEqual({});
  });

  it('[D9] changes of messages too', () => {
    const react = change('r', { kind: 'react', target: { messageId: 'm' }, emoji: '👍', on: true });
    const queue = new Queue()
      .add(react)
      .accept('r', 20)
      .feed({ ...applied, restarted: true });
    expect(queue.sent()).toEqual(['r']);
  });
});

describe('what an app was too old for', () => {
  it('[O10] is sent by the next one that reads the device, in its order, with all its attempts', () => {
    const old = new Queue().add(send('a'), send('b')).refuse('a', 'CLIENT_TOO_OLD').refuse('b', 'CLIENT_TOO_OLD');
    expect(old.states()).toEqual({ a: 'failed', b: 'failed' });
    const next = new Queue().feed({ type: 'loaded', entries: old.state.entries });
    expect(next.states()).toEqual({ a: 'sending', b: 'queued' });
    expect(next.attempt('a')).toBe(1);
    expect(next.accept('a', 1).sent()).toEqual(['b']);
  });

  it('[O10] fails again, once, when that is too old as well; what failed for another reason stays as it is', () => {
    const old = new Queue()
      .add(send('a'), send('n', 'n', 'other'))
      .refuse('a', 'CLIENT_TOO_OLD')
      .refuse('n', 'NOT_A_MEMBER');
    const next = new Queue().feed({ type: 'loaded', entries: old.state.entries });
    expect(next.sent()).toEqual(['a']);
    next.refuse('a', 'CLIENT_TOO_OLD').feed({ type: 'tick' }, 1e6);
    expect(next.states()).toEqual({ a: 'failed', n: 'failed' });
    expect(next.sent()).toEqual([]);
  });

  it('[O10] takes the changes along that waited for it', () => {
    const old = new Queue().add(send('a')).refuse('a', 'NO_ANSWER', { nowMs: 0 });
    old
      .feed({ type: 'tick' }, 1e6)
      .add(edit('e', 'a', 'better'))
      .refuse('a', 'CLIENT_TOO_OLD');
    expect(old.states()).toEqual({ a: 'failed', e: 'failed' });
    const next = new Queue().feed({ type: 'loaded', entries: old.state.entries });
    expect(next.states()).toEqual({ a: 'sending', e: 'queued' });
  });
});

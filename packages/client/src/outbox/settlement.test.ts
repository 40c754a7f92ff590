import type { Message } from '@nova/contract';
import { describe, expect, it } from 'vitest';
import { change, Queue, send } from '../testing/queue.ts';

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

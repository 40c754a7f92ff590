import { describe, expect, it } from 'vitest';
import { Queue, change, send } from '../testing/queue.ts';
import { commandOf } from './entry.ts';

const later = (id: string, body = id) =>
  change(id, {
    kind: 'schedule',
    clientId: id,
    body,
    replyToId: 'm',
    threadRootId: 'r',
    alsoSend: true,
    dueAt: '2030-01-01T09:00:00.000Z',
  });

describe('a message to be sent later, in the outbox', () => {
  it('[Y3][O1] leaves as it was asked for, in its place, and is gone when the server keeps it', () => {
    const queue = new Queue().add(send('a'), later('b'), send('c'));
    expect(queue.entry('b')?.state.type).toBe('queued');
    queue.feed({ type: 'succeeded', id: 'a', attempt: 1, receipt: { messageId: 'A', seq: 1 } });
    const entry = queue.entry('b');
    expect(entry?.state.type).toBe('sending');
    expect(entry && commandOf(entry)).toEqual({
      kind: 'schedule',
      input: {
        conversationId: 'c',
        clientId: 'b',
        body: 'b',
        replyToId: 'm',
        threadRootId: 'r',
        alsoSend: true,
        dueAt: '2030-01-01T09:00:00.000Z',
      },
    });
    queue.feed({ type: 'succeeded', id: 'b', attempt: 1, receipt: { messageId: 'b', seq: 0 } });
    expect([queue.entry('b'), queue.entry('c')?.state.type]).toEqual([undefined, 'sending']);
    expect(queue.effects).toContainEqual(expect.objectContaining({ type: 'persist', remove: ['b'] }));
  });

  it('[Y3][O4] that the server refuses stays with its reason, blocks nobody, and is retried under a fresh id if it must', () => {
    const queue = new Queue().add(later('a'), send('b'));
    queue.refuse('a', 'SCHEDULED_FULL');
    expect(queue.entry('a')?.state).toMatchObject({ type: 'failed', reason: 'SCHEDULED_FULL' });
    expect(queue.entry('b')?.state.type).toBe('sending');
    queue.feed({ type: 'discard', id: 'a' });
    expect(queue.entry('a')).toBeUndefined();
    queue.add(later('d')).feed({ type: 'succeeded', id: 'b', attempt: 1, receipt: { messageId: 'B', seq: 1 } });
    queue.refuse('d', 'CLIENT_ID_REUSED').feed({ type: 'retry', id: 'd', freshId: 'fresh' });
    expect(queue.entry('d')?.work).toMatchObject({ kind: 'schedule', clientId: 'fresh' });
  });

  it('[Y3][F8] uploads its files first, and lets go of them when the server keeps it', () => {
    const file = { id: 'f', name: 'a.txt', alt: null, type: 'text/plain', size: 4, width: null, height: null };
    const { work, ...rest } = later('a', '');
    if (work.kind !== 'schedule') throw new Error('it is one');
    const queue = new Queue().add({ ...rest, work: { ...work, files: [file] } });
    expect(queue.entry('a')?.state.type).toBe('uploading');
    queue.feed({ type: 'uploaded', id: 'a', attempt: 1 });
    const entry = queue.entry('a');
    expect(entry && commandOf(entry)).toMatchObject({ input: { body: '', attachmentIds: ['f'] } });
    queue.feed({ type: 'succeeded', id: 'a', attempt: 1, receipt: { messageId: 'a', seq: 0 } });
    expect(queue.effects).toContainEqual({ type: 'persist', put: [], remove: ['a'], dropFiles: ['f'] });
  });

  it('[Y3][W6] leaves when its message is there already: it was sent before the answer came', () => {
    const queue = new Queue().add(later('a'));
    const own = [{ clientId: 'a', messageId: 'A', version: 1, body: 'a' }];
    queue.feed({ type: 'applied', conversationId: 'c', asOfSeq: 5, own, deleted: [] });
    expect(queue.entry('a')).toBeUndefined();
  });
});

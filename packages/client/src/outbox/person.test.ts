import { describe, expect, it } from 'vitest';
import { change, edit, Queue, send } from '../testing/queue.ts';

/** A send that may have arrived and was refused, and an edit that waits for it. */
function refusedSend(): Queue {
  const queue = new Queue().add(send('a'));
  queue
    .refuse('a', 'NO_CONNECTION', { chance: 0 })
    .add(edit('e', 'a', 'other'))
    .feed({ type: 'tick' });
  return queue.refuse('a', 'NOT_A_MEMBER');
}

describe('asking for a failed change once more', () => {
  it('[O4][O5] asks for the send it waits for as well, and blocks nobody', () => {
    const queue = refusedSend();
    expect(queue.states()).toEqual({ a: 'failed', e: 'failed' });
    queue.feed({ type: 'retry', id: 'e', freshId: 'f' });
    expect([queue.states(), queue.sent()]).toEqual([{ a: 'sending', e: 'queued' }, ['a']]);
    queue.accept('a', 1);
    expect(queue.sent()).toEqual(['e']);
  });

  it('[O4][O5] so does changing its text', () => {
    const queue = refusedSend().feed({ type: 'editAndRetry', id: 'e', body: 'third', freshId: 'f' });
    expect(queue.states()).toEqual({ a: 'sending', e: 'queued' });
    expect(queue.entry('e')?.work).toMatchObject({ body: 'third' });
  });

  it('[O4] leaves alone what has nothing to follow', () => {
    const queue = new Queue().add(edit('e', 'gone', 'text')).feed({ type: 'retry', id: 'e', freshId: 'f' });
    queue.add(change('r', { kind: 'react', target: { messageId: 'm' }, emoji: '👍', on: true }));
    expect(queue.states()).toEqual({ e: 'failed', r: 'sending' });
  });
});

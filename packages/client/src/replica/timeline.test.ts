import { describe, expect, it } from 'vitest';
import type { Message } from '@nova/contract';
import type { OutboxEntry, Work } from '../outbox/entry.ts';
import { newEntry } from '../outbox/entry.ts';
import { Timeline } from './timeline.ts';

const me = 'me';
const message = (seq: number, more: Partial<Message> = {}): Message => ({
  id: `m${seq}`,
  conversationId: 'c',
  seq,
  senderId: me,
  clientId: `k${seq}`,
  body: `text ${seq}`,
  version: 1,
  sentAt: '',
  editedAt: null,
  deletedAt: null,
  deletedById: null,
  replyToId: null,
  threadRootId: null,
  reactions: [],
  pinned: false,
  ...more,
});
const entry = (id: string, work: Work, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...newEntry({ id, conversationId: 'c', work, nowMs: 0 }),
  ...more,
});
const sending = (clientId: string): OutboxEntry =>
  entry(clientId, { kind: 'send', clientId, body: 'on its way', replyToId: null, threadRootId: null });

describe('the timeline', () => {
  it('one arriving message changes only its own line and the list', () => {
    const timeline = new Timeline(me);
    const messages = [message(1), message(2)];
    const before = timeline.build({ messages, entries: [], atLatest: true });
    expect(timeline.build({ messages: [...messages], entries: [], atLatest: true })).toBe(before);
    const after = timeline.build({ messages: [...messages, message(3)], entries: [], atLatest: true });
    expect(after).not.toBe(before);
    expect([after[0] === before[0], after[1] === before[1], after.length]).toEqual([true, true, 3]);
  });

  it('[O1] shows a message once, under one key, from queued to confirmed', () => {
    const timeline = new Timeline(me);
    const queued = sending('k2');
    const accepted: OutboxEntry = { ...queued, messageId: 'm2', state: { type: 'accepted', seq: 2 } };
    const steps = [
      { messages: [message(1)], entries: [queued] },
      { messages: [message(1)], entries: [accepted] },
      { messages: [message(1), message(2)], entries: [accepted] },
      { messages: [message(1), message(2)], entries: [] },
    ].map((step) => timeline.build({ ...step, atLatest: true }));
    for (const list of steps) expect(list.map(({ key }) => key)).toEqual(['me:k1', 'me:k2']);
    expect(steps.map((list) => list[1]?.sending?.state.type ?? 'confirmed')).toEqual([
      'queued',
      'accepted',
      'confirmed',
      'confirmed',
    ]);
    // Somebody else may use the same clientId.
    const other = timeline.build({ messages: [message(2, { senderId: 'you' })], entries: [queued], atLatest: true });
    expect(other).toHaveLength(2);
  });

  it('shows own changes on their way, and a refused one beside the message instead', () => {
    const timeline = new Timeline(me);
    const edit = entry('e', { kind: 'edit', target: { messageId: 'm1' }, expectedVersion: 1, body: 'new' });
    const react = entry('r', { kind: 'react', target: { messageId: 'm1' }, emoji: '👍', on: true });
    const [line] = timeline.build({ messages: [message(1)], entries: [edit, react], atLatest: true });
    expect(line).toMatchObject({ body: 'new', reactions: [{ emoji: '👍', userIds: [me] }] });
    const current = message(1, { body: 'theirs', version: 2 });
    const failed: OutboxEntry = { ...edit, state: { type: 'failed', reason: 'VERSION_CONFLICT', current } };
    const [refused] = timeline.build({ messages: [message(1)], entries: [failed], atLatest: true });
    expect(refused).toMatchObject({
      body: 'text 1',
      changes: [{ entryId: 'e', state: { current: { body: 'theirs' } } }],
    });
  });

  it('an edit that was applied is not laid over what came after it', () => {
    const timeline = new Timeline(me);
    const edit = entry(
      'e',
      { kind: 'edit', target: { messageId: 'm1' }, expectedVersion: 1, body: 'mine' },
      { state: { type: 'accepted', seq: 2 } },
    );
    const [line] = timeline.build({
      messages: [message(1, { version: 3, body: 'later' })],
      entries: [edit],
      atLatest: true,
    });
    expect(line?.body).toBe('later');
  });

  it('[X1] nothing of the queue brings a deleted text back', () => {
    const timeline = new Timeline(me);
    const edit = entry('e', { kind: 'edit', target: { messageId: 'm1' }, expectedVersion: 1, body: 'new' });
    const [line] = timeline.build({
      messages: [message(1, { body: null, deletedAt: 'now' })],
      entries: [edit],
      atLatest: true,
    });
    expect(line?.body).toBeNull();
  });
});

import { eventSchema, type EventType } from '@nova/contract';
import { expect, test } from 'vitest';
import type { EventPayloads, EventRow } from './event-row.ts';
import { eventText, logEntry } from './event-text.ts';

const id = (n: number): string => `01a20a28-b6bb-7095-9e07-${String(n).padStart(12, '0')}`;

const payloads: { [T in EventType]: EventPayloads[T] } = {
  'message.created': null,
  'message.edited': { version: 2 },
  'message.deleted': {
    erases: [1, 2],
    threadRootId: id(6),
    thread: { userIds: [id(5)], replies: 2, lastAt: '2026-01-01T00:00:00.000Z', lastSeq: 8 },
  },
  'reaction.changed': { on: true, emoji: '👍' },
  'message.previewed': null,
  'pin.changed': { on: false },
  'member.added': { role: 'owner', userId: id(3) },
  'member.removed': { userId: id(3) },
  'member.roleChanged': { role: 'admin', userId: id(3) },
  'conversation.updated': { topic: 'a "topic"', title: null },
};

const inThread = { replyToId: null, threadRootId: id(6), alsoSent: true, reach: null };

function row(type: EventType, more: Partial<EventRow> = {}): EventRow {
  const created =
    type === 'message.created'
      ? { clientId: id(4), senderId: id(5), sentAt: '2026-01-01T00:00:00.000Z', ...inThread }
      : null;
  const messageId = /^(message|reaction|pin)/.test(type) ? id(7) : null;
  const head = { conversationId: id(1), seq: 9, v: 1, at: '2026-01-01T00:00:00.001Z', actorId: id(2) };
  return { ...head, type, messageId, payload: payloads[type], created, body: 'a\n"b" \\ \u2028 💥', ...more };
}

test.each(Object.keys(payloads) as EventType[])(
  '[L4] the text of %s is the event of the contract, nothing more',
  (type) => {
    const parsed: unknown = JSON.parse(eventText(row(type)));
    expect(eventSchema.parse(parsed)).toEqual(parsed);
  },
);

test('[X1] without a body it says null; what a deletion erases stays off the wire', () => {
  expect(JSON.parse(eventText(row('message.created', { body: null })))).toMatchObject({ body: null });
  const deleted = logEntry(row('message.deleted'));
  expect(deleted.erases).toEqual([1, 2]);
  expect(deleted.text).not.toContain('erases');
});

test('[H5] what is shown of links is told with the event, and not at all once there is none', () => {
  const picture = { id: id(8), width: 320, height: 180, placeholder: 'x' };
  const preview = { url: 'https://a.test/', host: 'a.test', site: null, title: '"A"', description: null, picture };
  const parsed: unknown = JSON.parse(eventText(row('message.previewed', { previews: [preview] })));
  expect(eventSchema.parse(parsed)).toEqual(parsed);
  expect(parsed).toMatchObject({ previews: [preview] });
  expect(eventText(row('message.previewed', { previews: [] }))).toBe(eventText(row('message.previewed')));
});

test('[D7] a removal ends the subscriptions of the removed', () => {
  expect(logEntry(row('member.removed')).ends).toBe(id(3));
  expect(logEntry(row('member.added')).ends).toBeUndefined();
});

test('[L4] a type of a newer server is handed on as it is, and counts', () => {
  const future = { ...row('pin.changed'), v: 2, type: 'poll.opened' };
  expect(JSON.parse(eventText(future))).toEqual({
    v: 2,
    conversationId: id(1),
    seq: 9,
    at: '2026-01-01T00:00:00.001Z',
    actorId: id(2),
    type: 'poll.opened',
    messageId: id(7),
    on: false,
  });
});

test('[M6] imported changes tell when they were made, and nothing else tells it', () => {
  const at = '2016-01-14T05:55:18.000Z';
  const edited = row('message.edited', { payload: { version: 2, editedAt: at } });
  const deleted = row('message.deleted', { payload: { erases: [1], deletedAt: at, deletedById: null } });
  for (const one of [edited, deleted]) {
    const parsed: unknown = JSON.parse(eventText(one));
    expect(eventSchema.parse(parsed)).toEqual(parsed);
  }
  expect(JSON.parse(eventText(edited))).toMatchObject({ editedAt: at });
  expect(JSON.parse(eventText(deleted))).toMatchObject({ deletedAt: at, deletedById: null });
  expect(eventText(row('message.edited')) + eventText(row('message.deleted'))).not.toMatch(/editedAt|deletedAt/);
});

test('the order of keys in the payload changes nothing: jsonb keeps its own', () => {
  const other = row('reaction.changed', { payload: { emoji: '👍', on: true } });
  expect(eventText(other)).toBe(eventText(row('reaction.changed')));
  const thread = { replies: 2, lastSeq: 8, lastAt: '2026-01-01T00:00:00.000Z', userIds: [id(5)] };
  const deleted = row('message.deleted', { payload: { thread, threadRootId: id(6), erases: [1, 2] } });
  expect(eventText(deleted)).toBe(eventText(row('message.deleted')));
});

import type { TimelineLine, TimelineMessage } from '@nova/client';
import type { Notice } from '@nova/contract';
import { describe, expect, test } from 'vitest';
import type { Row } from './rows.ts';
import { firstUnread, Rows } from './rows.ts';

function message(n: number, over: Partial<TimelineMessage> = {}): TimelineMessage {
  return {
    key: `k${n}`,
    id: `m${n}`,
    seq: n,
    conversationId: 'c',
    senderId: 'ann',
    clientId: `c${n}`,
    body: `text ${n}`,
    version: 1,
    sentAt: new Date(2026, 0, 1, 12, n).toISOString(),
    editedAt: null,
    deletedAt: null,
    deletedById: null,
    replyToId: null,
    threadRootId: null,
    reactions: [],
    pinned: false,
    sending: null,
    changes: [],
    ...over,
  };
}

const lineOf = (one: TimelineMessage): TimelineLine => ({ type: 'message', key: one.key, message: one });
const head = (seq: number, actorId: string) => ({
  v: 1 as const,
  conversationId: 'c',
  seq,
  actorId,
  at: new Date(2026, 0, 1, 12, seq).toISOString(),
});
const added = (seq: number, userId: string, actorId = 'ann'): Extract<TimelineLine, { type: 'notice' }> => {
  const notice: Notice = { ...head(seq, actorId), type: 'member.added', userId, role: 'member' };
  return { type: 'notice', key: `notice:${seq}`, notice };
};
const pinned = (seq: number, on: boolean): TimelineLine => {
  const notice: Notice = { ...head(seq, 'ann'), type: 'pin.changed', messageId: 'm', on };
  return { type: 'notice', key: `notice:${seq}`, notice };
};

const plain = { unreadKey: null, isBeginning: false, hasMoreBefore: false, isDirect: false };
const isHead = (row: Row): boolean | null => (row.type === 'message' ? row.isHead : null);

describe('rows', () => {
  test('group what one person says within five minutes; a reply, another person, a pause or a new day begins anew', () => {
    const lines = [
      message(1),
      message(2),
      message(3, { senderId: 'ben' }),
      message(4, { senderId: 'ben', replyToId: 'm1' }),
      message(20, { senderId: 'ben' }),
      message(21, { senderId: 'ben', sentAt: new Date(2026, 0, 2, 12).toISOString() }),
    ].map(lineOf);
    const rows = new Rows().of(lines, { ...plain, unreadKey: 'k2' });
    expect(rows.map(isHead)).toEqual([true, true, true, true, true, true]);
    expect(new Rows().of(lines, plain).map(isHead)).toEqual([true, false, true, true, true, true]);
    expect(rows.map(({ isNewDay }) => isNewDay)).toEqual([true, false, false, false, false, true]);
    expect(rows.map((row) => row.type === 'message' && row.isFirstUnread)).toEqual([
      false,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('[V1] look the same whatever is loaded above them, when it is and by whom', () => {
    const lines = [
      ...Array.from({ length: 12 }, (_, n) => lineOf(message(n, { senderId: n % 5 === 0 ? 'ben' : 'ann' }))),
      added(12, 'cleo'),
      added(13, 'dora'),
      lineOf(message(14)),
      lineOf(message(15, { sentAt: new Date(2026, 0, 2, 12).toISOString() })),
      lineOf(message(16, { sentAt: new Date(2026, 0, 2, 12, 1).toISOString() })),
    ];
    const whole = new Rows().of(lines, { ...plain, isBeginning: true });
    const growing = new Rows();
    for (let from = lines.length - 2; from > 0; from--) {
      const part = lines.slice(from);
      for (const rows of [new Rows(), growing]) {
        const made = rows.of(part, { ...plain, hasMoreBefore: true });
        expect(made, `from ${from} on`).toEqual(whole.slice(-made.length));
        const hidden = part.findIndex(({ type }) => type === 'message');
        expect(made.at(0)?.key).toBe(part[hidden + 1]?.key);
      }
    }
    expect(growing.of(lines, { ...plain, isBeginning: true })).toEqual(whole);
  });

  test('a message of which it is not known what it follows is drawn when it is the only one, or on its way', () => {
    const drawn = (...messages: TimelineMessage[]): string[] =>
      new Rows().of(messages.map(lineOf), { ...plain, hasMoreBefore: true }).map(({ key }) => key);
    const mine = message(3, { seq: null });
    expect([drawn(message(1)), drawn(message(1), mine), drawn(mine), drawn(message(1), message(2), mine)]).toEqual([
      ['k1'],
      ['k1', 'k3'],
      ['k3'],
      ['k2', 'k3'],
    ]);
  });

  test('[L5] tell what happened between messages, neighbours of one kind together, and begin a new group after it', () => {
    const lines = [lineOf(message(1)), added(2, 'ben'), added(3, 'cleo'), added(4, 'dora', 'ben'), pinned(5, false)];
    const rows = new Rows().of([...lines, added(6, 'eve', 'eve'), added(7, 'fay', 'fay'), lineOf(message(8))], plain);
    const told = rows.map((row) => (row.type === 'message' ? row.key : row.notices.map(({ seq }) => seq)));
    expect(told).toEqual(['k1', [2, 3], [4], [6, 7], 'k8']);
    expect(rows.map(isHead)).toEqual([true, null, null, null, true]);
  });

  test('what comes after a cut is told by itself, so that the cut can be told before it', () => {
    const { notice, ...third } = added(3, 'cleo');
    const cut: TimelineLine = { ...third, notice: { ...notice, isAfterCut: true } };
    const rows = new Rows().of([added(2, 'ben'), cut, added(4, 'dora')], plain);
    expect(rows.map(({ key }) => key)).toEqual(['notice:2', 'notice:3']);
  });

  test('below what was said on that day they begin no other', () => {
    const rows = (after: Date) =>
      new Rows().of([lineOf(message(1))], { ...plain, after: after.toISOString() }).map(({ isNewDay }) => isNewDay);
    expect(rows(new Date(2026, 0, 1, 8))).toEqual([false]);
    expect(rows(new Date(2025, 11, 31, 23))).toEqual([true]);
  });

  test('[L5] between two people there is only what they pin', () => {
    const rows = new Rows().of([added(1, 'ben'), pinned(2, true)], { ...plain, isDirect: true });
    expect(rows.map(({ key }) => key)).toEqual(['notice:2']);
  });

  test('keep their identity: one more message makes one more row and changes none', () => {
    const rows = new Rows();
    const messages = Array.from({ length: 50 }, (_, n) => message(n));
    const lines = messages.map(lineOf);
    const before = rows.of(lines, plain);
    expect(rows.of(lines, { ...plain })).toBe(before);
    const after = rows.of([...lines, lineOf(message(50))], plain);
    expect(after.slice(0, 50).every((row, n) => row === before[n])).toBe(true);
    const edited = lineOf(message(7, { body: 'other', version: 2 }));
    const last = rows.of([...lines.slice(0, 7), edited, ...lines.slice(8), lineOf(message(50))], plain);
    expect(last.filter((row, n) => row !== after[n]).map(({ key }) => key)).toEqual(['k7', 'k50']);
  });

  test('the first unread is the first of somebody else after what was read, and only where what is above is known', () => {
    const messages = [message(1), message(2, { senderId: 'me' }), message(3), message(4, { seq: null })];
    const at = (readSeq: number, isBeginning = false, untilSeq = 9) =>
      firstUnread(messages, { readSeq, untilSeq, self: 'me', isBeginning });
    expect([at(1), at(3), at(0), at(0, true), at(1, true, 2)]).toEqual(['k3', null, null, 'k1', null]);
  });
});

import { describe, expect, test } from 'vitest';
import type { Row } from './rows.ts';
import { rowsOfScreen } from './rows-of-screen.ts';

const place = { isNewDay: false, isFirst: false };
const notices = (key: string): Row => ({ type: 'notices', key, notices: [], ...place });
const said = (key: string, body: string | null, isHead = false): Row => ({
  type: 'message',
  isHead,
  isFirstUnread: false,
  message: {
    key,
    id: key,
    seq: 1,
    conversationId: 'c',
    senderId: 'ann',
    clientId: key,
    body,
    version: 1,
    sentAt: new Date(2026, 0, 1, 12).toISOString(),
    editedAt: null,
    deletedAt: null,
    deletedById: null,
    replyToId: null,
    threadRootId: null,
    reactions: [],
    pinned: false,
    sending: null,
    changes: [],
  },
  key,
  ...place,
});
const phone = { width: 412, height: 823 };
const many = (row: (key: string) => Row): Row[] => Array.from({ length: 100 }, (_, n) => row(`k${n}`));

describe('the rows that fill a screen', () => {
  test('are the fewer the more stands in them', () => {
    const short = rowsOfScreen(
      many((key) => said(key, 'yes')),
      phone,
    );
    const long = rowsOfScreen(
      many((key) => said(key, 'word '.repeat(40))),
      phone,
    );
    const heads = rowsOfScreen(
      many((key) => said(key, 'word '.repeat(40), true)),
      phone,
    );
    expect(short).toBeLessThanOrEqual(40);
    expect(long).toBeLessThan(short / 2);
    expect(heads).toBeLessThan(long);
  });

  test('are no fewer where what stands in them is not known to take room', () => {
    const lines = Math.ceil(phone.height / 22);
    expect(rowsOfScreen(many(notices), phone)).toBe(lines);
    expect(
      rowsOfScreen(
        many((key) => said(key, null)),
        phone,
      ),
    ).toBe(lines);
  });

  test('are all there are where those do not fill it', () => {
    expect(rowsOfScreen([], phone)).toBe(0);
    expect(rowsOfScreen([notices('a'), said('b', 'yes')], phone)).toBe(2);
  });
});

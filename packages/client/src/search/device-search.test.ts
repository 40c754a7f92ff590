import type { Message } from '@nova/contract';
import { expect, it } from 'vitest';
import type { Snapshot } from '../store/device-store.ts';
import { searchSnapshots } from './device-search.ts';

const snapshot = (conversationId: string, bodies: readonly (string | null)[], hour: number): Snapshot => ({
  conversationId,
  cursor: '',
  asOfSeq: 0,
  ahead: [],
  hasMoreBefore: false,
  savedAtMs: 0,
  messages: bodies.map(
    (body, n) => ({ body, sentAt: new Date(Date.UTC(2026, 0, 1, hour, n)).toISOString() }) as Message,
  ),
});

const device = [
  snapshot('a', ['The café is open', null, 'Over the fence', 'réunion à 9 h'], 1),
  snapshot('b', ['cafeteria', 'no coffee', '今日は会議です'], 2),
];

const found = (text: string, more: object = {}): (string | null)[] =>
  searchSnapshots(device, { text, ...more }).map(({ message }) => message.body);

it('finds every word at the beginning of some word, without case and accents, newest first', () => {
  expect(found('CAFE')).toEqual(['cafeteria', 'The café is open']);
  expect(found('open cafe')).toEqual(['The café is open']);
  expect(found('fence over the')).toEqual(['Over the fence']);
  expect(found('pen')).toEqual([]);
  expect(found('reun 9')).toEqual(['réunion à 9 h']);
  expect(found('会議')).toEqual(['今日は会議です']);
  expect(found('  ')).toEqual([]);
  expect(found('cafe', { conversationId: 'a' })).toEqual(['The café is open']);
  expect(found('cafe', { limit: 1 })).toEqual(['cafeteria']);
});

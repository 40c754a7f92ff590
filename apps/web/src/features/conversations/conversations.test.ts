import type { ConversationSummary } from '@nova/contract';
import { expect, test } from 'vitest';
import { initials } from '../../ui/initials.ts';
import { changesFor } from '../members/member-changes.ts';
import { titleOf } from './name-of.ts';
import { sectionsOf } from './sections.ts';
import { countText, totalUnread } from './unread.ts';

const summary = (id: string, more: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id,
  kind: 'group',
  title: id,
  topic: '',
  memberCount: 2,
  lastSeq: 1,
  createdAt: '',
  role: 'member',
  notify: 'all',
  readSeq: 0,
  unread: 0,
  mentions: 0,
  unreadThreads: 0,
  peer: null,
  lastMessage: null,
  ...more,
});

test.each([
  ['channel', '#ubuntu 2007', 'ubuntu 2007'],
  ['channel', '##c++', 'c++'],
  ['channel', 'C#', 'C#'],
  ['channel', '#', '#'],
  ['group', '#1 fans', '#1 fans'],
] as const)('a %s called %s is shown as %s: a channel has a # beside it already', (kind, title, shown) => {
  expect(titleOf({ kind, title })).toBe(shown);
});

test('what counts is what the person wants to be told of', () => {
  const all = [
    summary('a', { unread: 3, mentions: 1 }),
    summary('b', { unread: 9, mentions: 2, notify: 'mentions' }),
    summary('c', { unread: 50, mentions: 4, notify: 'nothing' }),
  ];
  expect(totalUnread(all)).toBe(5);
  expect([countText('en', 12), countText('en', 1_000), countText('de', 999)]).toEqual(['12', '999+', '999']);
});

test('sections keep the order of the inbox; what waits is in one place only', () => {
  const all = [
    summary('g1'),
    summary('c1', { kind: 'channel', unread: 1 }),
    summary('d1', { kind: 'direct' }),
    summary('g2', { unread: 2 }),
    summary('g3', { unread: 2, notify: 'nothing' }),
  ];
  const names = (unreadFirst: boolean): [string, string[]][] =>
    sectionsOf(all, unreadFirst).map(({ name, conversations }) => [name, conversations.map(({ id }) => id)]);
  expect(names(false)).toEqual([
    ['channels', ['c1']],
    ['groups', ['g1', 'g2', 'g3']],
    ['direct', ['d1']],
  ]);
  expect(names(true)).toEqual([
    ['unread', ['c1', 'g2']],
    ['groups', ['g1', 'g3']],
    ['direct', ['d1']],
  ]);
});

test('favourites come first, of any kind; what waits of them is among what waits', () => {
  const all = [
    summary('g1', { favourite: true, unread: 1 }),
    summary('d1', { kind: 'direct', favourite: true }),
    summary('g2'),
  ];
  const names = (unreadFirst: boolean): [string, string[]][] =>
    sectionsOf(all, unreadFirst).map(({ name, conversations }) => [name, conversations.map(({ id }) => id)]);
  expect(names(false)).toEqual([
    ['favourites', ['g1', 'd1']],
    ['groups', ['g2']],
  ]);
  expect(names(true)).toEqual([
    ['unread', ['g1']],
    ['favourites', ['d1']],
    ['groups', ['g2']],
  ]);
});

test('initials are letters of the first and the last word, in any script', () => {
  expect(['Ann Becker', 'ann', 'Release 2.0', '刘 Wei', '🙂 Zoë', '🙂', ''].map(initials)).toEqual([
    'AB',
    'A',
    'R2',
    '刘W',
    'Z',
    '',
    '',
  ]);
});

test('one is offered to change only what the server would allow', () => {
  const offered = (mine: 'owner' | 'admin' | 'member', theirs: 'owner' | 'admin' | 'member', isSelf = false) =>
    changesFor({ mine, theirs, isSelf, isDirect: false });
  expect(offered('owner', 'member')).toEqual({ roles: ['owner', 'admin'], mayRemove: true });
  expect(offered('owner', 'owner')).toEqual({ roles: ['admin', 'member'], mayRemove: false });
  expect(offered('admin', 'member')).toEqual({ roles: [], mayRemove: true });
  expect(offered('admin', 'admin')).toEqual({ roles: [], mayRemove: false });
  expect(offered('member', 'member', true)).toEqual({ roles: [], mayRemove: false });
  expect(changesFor({ mine: 'owner', theirs: 'owner', isSelf: false, isDirect: true })).toEqual({
    roles: [],
    mayRemove: false,
  });
});

import type { ConversationSummary, Message, UserProfile } from '@nova/contract';
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../store/device-store.ts';
import { searchSnapshots } from './device-search.ts';
import { searchNames } from './search-names.ts';

const message = (body: string | null, n: number, more: Partial<Message> = {}): Message =>
  ({
    id: `${body}`,
    body,
    senderId: 'ann',
    sentAt: new Date(2026, 0, n, 12).toISOString(),
    threadRootId: null,
    replyToId: null,
    reactions: [],
    pinned: false,
    ...more,
  }) as Message;

const snapshot = (
  conversationId: string,
  messages: readonly Message[],
  replies: readonly Message[] = [],
): Snapshot => ({
  conversationId,
  cursor: '',
  asOfSeq: 0,
  ahead: [],
  hasMoreBefore: false,
  savedAtMs: 0,
  messages,
  threads: [['root', { root: null, messages: replies, hasMoreBefore: false }]],
});

const device = [
  snapshot('a', [
    message('The café is open', 1),
    message(null, 2),
    message('Over the fence', 3, { senderId: 'ben', pinned: true }),
    message('réunion à 9 h', 4, { reactions: [{ emoji: '👍', userIds: ['ann'] }] }),
  ]),
  snapshot(
    'b',
    [message('cafeteria', 5), message('no coffee, https://nova.test', 6), message('今日は会議です', 7)],
    [message('a café in a thread', 8, { threadRootId: 'root', senderId: 'old-ben' })],
  ),
];

const person = (id: string, name: string, more: Partial<UserProfile> = {}): UserProfile => ({
  id,
  name,
  handle: id,
  image: null,
  placeholder: false,
  ...more,
});
const names = searchNames({
  self: 'ann',
  people: [person('ann', 'Ann'), person('ben', 'Ben Lee'), person('old-ben', 'Ben Lee', { claimedById: 'ben' })],
  conversations: [
    { id: 'a', title: 'Big "Room"', peer: null } as ConversationSummary,
    { id: 'b', title: null, peer: person('ben', 'Ben Lee') } as ConversationSummary,
  ],
});

const found = (text: string, more: object = {}): (string | null)[] =>
  searchSnapshots(device, { text, ...more }, names).map((match) => match.message.body);

describe('a search of this device', () => {
  it('finds every word at the beginning of some word, without case and accents, newest first', () => {
    expect(found('CAFE')).toEqual(['a café in a thread', 'cafeteria', 'The café is open']);
    expect(found('open cafe')).toEqual(['The café is open']);
    expect(found('fence over the')).toEqual(['Over the fence']);
    expect(found('pen')).toEqual([]);
    expect(found('reun 9')).toEqual(['réunion à 9 h']);
    expect(found('会議')).toEqual(['今日は会議です']);
    expect(found('  ')).toEqual([]);
    expect(found('cafe', { conversationId: 'a' })).toEqual(['The café is open']);
    expect(found('cafe', { limit: 1 })).toEqual(['a café in a thread']);
  });

  it('[S3] phrases, exclusions and stars', () => {
    expect(found('"the fence"')).toEqual(['Over the fence']);
    expect(found('"fence the"')).toEqual([]);
    expect(found('"caf"')).toEqual([]);
    expect(found('caf* -thread')).toEqual(['cafeteria', 'The café is open']);
    expect(found('-cafe -cafeteria -coffee -会議')).toEqual(['réunion à 9 h', 'Over the fence']);
  });

  it('[S1][M5] people, places, days and what hangs on a message; what means nothing finds nothing', () => {
    expect(found('from:ben')).toEqual(['a café in a thread', 'Over the fence']);
    expect(found('from:"ben lee" from:me cafe')).toEqual(['a café in a thread', 'cafeteria', 'The café is open']);
    expect(found('from:nobody')).toEqual([]);
    expect(found('in:"big room" the')).toEqual(['Over the fence', 'The café is open']);
    expect(found('in:ben cafe')).toEqual(['a café in a thread', 'cafeteria']);
    expect(found('in:nowhere')).toEqual([]);
    expect(found('on:2026-01-03')).toEqual(['Over the fence']);
    expect(found('after:2026-01-05 before:2026-01-07')).toEqual(['no coffee, https://nova.test']);
    expect(found('on:never')).toEqual([]);
    expect(found('has:link')).toEqual(['no coffee, https://nova.test']);
    expect(found('has:reaction')).toEqual(['réunion à 9 h']);
    expect(found('is:pinned')).toEqual(['Over the fence']);
    expect(found('is:thread')).toEqual(['a café in a thread']);
    expect(found('has:everything')).toEqual([]);
  });

  it('[S1] turned round, filters leave out; the names of files are found like words', () => {
    expect(found('cafe -from:ann')).toEqual(['a café in a thread']);
    expect(found('cafe -in:ben')).toEqual(['The café is open']);
    expect(found('cafe -is:thread')).toEqual(['cafeteria', 'The café is open']);
    expect(found('cafe -has:everything')).toEqual([]);
    const attachments = [{ name: 'holiday plan.pdf' }] as Message['attachments'] & object;
    const withFile = [snapshot('a', [message('here', 9, { attachments })])];
    expect(searchSnapshots(withFile, { text: 'here holiday' }, names)).toHaveLength(1);
    expect(searchSnapshots(withFile, { text: 'holiday -pdf' }, names)).toEqual([]);
  });
});

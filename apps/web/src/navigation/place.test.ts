import { expect, test } from 'vitest';
import type { Place } from './place.ts';
import { addressOf, conversationPlace, placeOf, threadPlace } from './place.ts';

const read = (address: string): Place => {
  const { pathname, search } = new URL(address, 'http://nova.test');
  return placeOf({ pathname, search });
};

const id = '01a20cd1-1ce4-7460-aaa3-ec7c2e4e333d';
const places: readonly Place[] = [
  { name: 'home' },
  { name: 'signIn' },
  { name: 'signUp' },
  { name: 'forgot' },
  { name: 'reset', token: 'aB3_-x~9' },
  { name: 'confirm', token: 'aB3_-x~9' },
  { name: 'settings', section: 'sessions' },
  conversationPlace(id),
  conversationPlace(id, 42),
  { name: 'conversation', id, seq: 7, panel: 'members', thread: null },
  { name: 'threads' },
  { name: 'mentions' },
  { name: 'saved' },
  { name: 'conversation', id, seq: null, panel: 'pins', thread: null },
  { name: 'search' },
  { name: 'drafts' },
  threadPlace(id, id),
  { name: 'conversation', id, seq: 7, panel: null, thread: { rootId: id, seq: 42 } },
];

test.each(places)('an address says everything of a place: %o', (place) => {
  expect(read(addressOf(place))).toEqual(place);
});

test('what is no place is nowhere, and never something else', () => {
  for (const address of [
    '/x',
    '/c',
    '/reset',
    '/reset/a/b',
    '/confirm',
    '/forgot/me',
    `/c/${id}/m`,
    `/c/${id}/m/0`,
    `/c/${id}/m/-1`,
    `/c/${id}/m/1/2`,
    '/settings/no',
  ])
    expect(read(address)).toEqual({ name: 'nowhere' });
  expect(read(`/c/${id}?panel=nonsense`)).toEqual(conversationPlace(id));
  expect(read('/settings')).toEqual({ name: 'settings', section: 'profile' });
});

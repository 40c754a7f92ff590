import type { SavedEntry } from '@nova/contract';
import { fakePlatform } from '@nova/testkit';
import { expect, test } from 'vitest';
import type { EntryState, OutboxEntry, Work } from '../outbox/entry.ts';
import { newEntry } from '../outbox/entry.ts';
import { Kept } from '../store/kept.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { inProcessTabs } from '../tabs/in-process-tabs.ts';
import { Saved } from './saved.ts';

const entry = (messageId: string, more: Partial<SavedEntry> = {}): SavedEntry => ({
  messageId,
  conversationId: 'room',
  savedAt: '',
  remindAt: null,
  dueAt: null,
  doneAt: null,
  message: null,
  ...more,
});

function bench(store = new MemoryStore()) {
  const platform = fakePlatform();
  let entries: readonly OutboxEntry[] = [];
  const listeners = new Set<(entries: readonly OutboxEntry[]) => void>();
  const kept = { account: 'me', store, platform, report: () => {}, tabs: inProcessTabs() };
  const saved = new Saved({
    outbox: {
      get entries() {
        return entries;
      },
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    kept: new Kept({ ...kept, key: 'saved.1' }),
    shown: new Kept({ ...kept, key: 'reminded.1' }),
  });
  const queue = (next: readonly OutboxEntry[]): void => {
    entries = next;
    for (const listener of listeners) listener(next);
  };
  const wish = (
    messageId: string,
    saving: Extract<Work, { kind: 'save' }>['saving'],
    state: EntryState = { type: 'queued' },
  ): OutboxEntry => ({
    ...newEntry({
      id: messageId,
      conversationId: 'room',
      work: { kind: 'save', target: { messageId }, saving },
      nowMs: 0,
    }),
    state,
  });
  return { platform, saved, queue, wish, ids: () => saved.view.entries.map(({ messageId }) => messageId) };
}

const toDo = { done: false, remindAt: null };

test('[K1][O1] a wish is shown at once, stays when the server took it until its list has come, and goes when refused', () => {
  const { saved, queue, wish, ids } = bench();
  saved.take([entry('old')]);
  queue([wish('new', toDo), wish('old', null)]);
  expect(ids()).toEqual(['new']);
  expect(saved.get('new')).toMatchObject({ isOnItsWay: true });
  queue([wish('new', toDo, { type: 'accepted', seq: 0 }), wish('old', null, { type: 'accepted', seq: 0 })]);
  queue([]);
  expect(ids()).toEqual(['new']);
  saved.take([entry('new')]);
  expect(ids()).toEqual(['new']);
  expect(saved.get('new')).toMatchObject({ isOnItsWay: false });
  queue([wish('more', toDo, { type: 'failed', reason: 'SAVED_FULL', current: null })]);
  expect(ids()).toEqual(['new']);
});

test('[K1] what is done leaves what is to do; a wish given up is taken back', () => {
  const { saved, queue, wish, ids } = bench();
  saved.take([entry('a'), entry('b')]);
  queue([wish('a', { done: true, remindAt: null })]);
  expect(ids()).toEqual(['b']);
  queue([]);
  expect(ids()).toEqual(['a', 'b']);
});

test('[K2] what was on the screen stands for what is on its way, and for nothing else', () => {
  const { saved, queue, wish } = bench();
  const message = {
    id: 'a',
    conversationId: 'room',
    seq: 1,
    senderId: 'bob',
    sentAt: '',
    threadRootId: null,
    body: 'hi',
  };
  saved.take([]);
  saved.see(message);
  queue([wish('a', toDo)]);
  expect(saved.get('a')?.message).toEqual(message);
  saved.take([entry('a')]);
  queue([]);
  expect(saved.get('a')?.message).toBeNull();
});

test('[K4] the wish for a reminder that has come takes nothing back; another time does', () => {
  const { saved, queue, wish } = bench();
  saved.take([entry('a', { dueAt: '2026-01-01T09:00:00.000Z' })]);
  queue([wish('a', { done: false, remindAt: '2026-01-01T09:00:00.000Z' })]);
  expect(saved.get('a')).toMatchObject({ dueAt: '2026-01-01T09:00:00.000Z', remindAt: null });
  queue([wish('a', { done: false, remindAt: '2026-01-02T09:00:00.000Z' })]);
  expect(saved.get('a')).toMatchObject({ dueAt: null, remindAt: '2026-01-02T09:00:00.000Z' });
});

test('[K4] a reminder is shown once on a device, over a reload too; the next one of the same message is another', async () => {
  const store = new MemoryStore();
  const first = bench(store);
  first.saved.take([entry('a', { dueAt: '1' }), entry('b')]);
  expect((await first.saved.arrivals()).map(({ messageId }) => messageId)).toEqual(['a']);
  expect(await first.saved.arrivals()).toEqual([]);
  await first.saved.close('keep');
  const second = bench(store);
  await second.saved.start();
  expect(second.ids()).toEqual(['a', 'b']);
  expect(await second.saved.arrivals()).toEqual([]);
  second.saved.take([entry('a', { dueAt: '2' }), entry('b')]);
  expect((await second.saved.arrivals()).map(({ messageId }) => messageId)).toEqual(['a']);
  await second.saved.close('erase');
  const third = bench(store);
  await third.saved.start();
  expect(third.saved.view).toEqual({ entries: [], isKnown: false });
});

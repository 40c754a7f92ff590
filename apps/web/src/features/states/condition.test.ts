import type { EntryState, OutboxEntry } from '@nova/client';
import { expect, test } from 'vitest';
import type { Circumstances } from './condition.ts';
import { conditionOf } from './condition.ts';

const calm: Circumstances = {
  session: { status: 'signedIn', userId: 'me' },
  inbox: { status: 'live', failure: null },
  entries: [],
  isOnline: true,
  hasNetwork: true,
  trouble: null,
  isLong: { connecting: false, sending: false },
  isPartMissing: false,
  hasUpdate: false,
};
const entry = (state: EntryState): OutboxEntry => ({ state }) as OutboxEntry;
const said = (change: Partial<Circumstances>): unknown => conditionOf({ ...calm, ...change });
const queued = entry({ type: 'queued' });

test('says nothing when all is well, and one thing when it is not', () => {
  expect(conditionOf(calm)).toBeNull();
  expect(said({ entries: [entry({ type: 'accepted', seq: 1 })] })).toBeNull();
  expect(said({ isOnline: false, entries: [queued, queued] })).toEqual({
    name: 'offline',
    unsent: 2,
    hasNetwork: true,
  });
  expect(said({ isLong: { connecting: true, sending: true } })).toEqual({ name: 'connecting' });
  expect(said({ isLong: { connecting: false, sending: true } })).toEqual({ name: 'slow' });
  expect(said({ hasUpdate: true })).toEqual({ name: 'update' });
  expect(said({ isPartMissing: true, hasUpdate: true })).toEqual({ name: 'partMissing' });
  // Then it may well be the way that is missing.
  expect(said({ isPartMissing: true, isOnline: false })).toMatchObject({ name: 'offline' });
  expect(said({ trouble: 'full' })).toEqual({ name: 'storageFull' });
  expect(said({ trouble: 'broken', isOnline: false })).toEqual({ name: 'storageBroken' });
});

test('[O3] tells of a lost session before anything else that waits for it, and of what may be sent after', () => {
  const entries = [entry({ type: 'parked' }), queued];
  expect(said({ session: { status: 'expired', userId: 'me' }, entries, isOnline: false })).toEqual({
    name: 'expired',
    unsent: 2,
  });
  expect(said({ entries })).toEqual({ name: 'parked', unsent: 1 });
  expect(said({ session: { status: 'switched', userId: 'me', toUserId: 'you' }, entries })).toEqual({
    name: 'switched',
  });
});

test('[O2] tells how long the next attempt waits, and why', () => {
  const waiting = (cause: 'RATE_LIMITED' | 'SHUTTING_DOWN' | 'BUSY', retryAtMs: number): OutboxEntry =>
    entry({ type: 'waiting', attempt: 1, retryAtMs, cause });
  expect(said({ entries: [waiting('BUSY', 9), waiting('RATE_LIMITED', 5)] })).toEqual({
    name: 'rateLimited',
    retryAtMs: 5,
  });
  expect(said({ entries: [waiting('SHUTTING_DOWN', 7)] })).toEqual({ name: 'restarting', retryAtMs: 7 });
  expect(said({ entries: [waiting('BUSY', 9)] })).toEqual({ name: 'waiting', retryAtMs: 9 });
});

test('an app older than the server says so before all else', () => {
  expect(said({ inbox: { status: 'failed', failure: 'CLIENT_TOO_OLD' }, isOnline: false })).toEqual({ name: 'tooOld' });
  expect(said({ entries: [entry({ type: 'failed', reason: 'CLIENT_TOO_OLD', current: null })] })).toEqual({
    name: 'tooOld',
  });
});

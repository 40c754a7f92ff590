import type { InboxItem, UserStatus } from '@nova/contract';
import { expect, test } from 'vitest';
import type { InboxHint } from '../ports.ts';
import { inboxChanges } from '../queries/inbox-changes.ts';
import { openWorld, reasonOf, type World } from '../rehearsal/world.ts';

const inMs = (ms: number): string => new Date(Date.now() + ms).toISOString();
const meeting: UserStatus = { emoji: '📅', text: 'In a meeting', until: inMs(3_600_000) };

/** What Bob is told of Ann wherever she is named. */
async function everywhere(ann: { userId: string }, bob: Awaited<ReturnType<World['person']>>) {
  const { conversationId } = await bob.call.conversation.openDirect({ userId: ann.userId });
  const [summary] = (await bob.call.conversation.list()).filter(({ id }) => id === conversationId);
  const { members } = await bob.call.conversation.get({ conversationId });
  const [looked] = await bob.call.user.lookup({ userIds: [ann.userId] });
  const found = await bob.call.user.search({ query: 'Ann' });
  return [
    summary?.peer?.status,
    members.find(({ user }) => user.id === ann.userId)?.user.status,
    looked?.status,
    found.find(({ id }) => id === ann.userId)?.status,
  ];
}

test('[P1][P2] a status stands wherever its person is named, until it is taken down, replaced or over', async () => {
  await using world = await openWorld();
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  expect(await everywhere(ann, bob)).toEqual([null, null, null, null]);
  expect((await ann.call.user.setStatus({ status: meeting })).status).toEqual(meeting);
  expect((await ann.call.user.me()).status).toEqual(meeting);
  expect(await everywhere(ann, bob)).toEqual([meeting, meeting, meeting, meeting]);

  const sick = { emoji: null, text: 'Out sick', until: null };
  await ann.call.user.setStatus({ status: { text: '  Out sick ' } });
  expect(await everywhere(ann, bob)).toEqual([sick, sick, sick, sick]);
  // Another name leaves it where it is.
  expect((await ann.call.user.updateProfile({ name: 'Anna' })).status).toEqual(sick);

  await ann.call.user.setStatus({ status: meeting });
  await world.db.query`update users set status_until = clock_timestamp() where id = ${ann.userId}`;
  expect(await everywhere(ann, bob)).toEqual([null, null, null, null]);
  expect((await ann.call.user.me()).status).toBeNull();
  // What is over when it is set is none.
  expect((await ann.call.user.setStatus({ status: { emoji: '🌴', until: inMs(-1) } })).status).toBeNull();
  await ann.call.user.setStatus({ status: meeting });
  expect((await ann.call.user.setStatus({ status: null })).status).toBeNull();
  expect(await everywhere(ann, bob)).toEqual([null, null, null, null]);
});

test('[P1] what says nothing, is no emoji, has two lines or is too long is refused, and so is who is signed out', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const { setStatus } = ann.call.user;
  const refused = [
    {},
    { text: '   ' },
    { emoji: 'x' },
    { emoji: '🌴🌴' },
    { text: 'one\ntwo' },
    { text: 'a\u0000b' },
    { text: 'x'.repeat(81) },
    { text: 'ok', until: 'tomorrow' },
    { text: 'ok', until: '9999-01-01T00:00:00Z' },
  ];
  for (const status of refused)
    await expect(setStatus({ status }), JSON.stringify(status)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  expect((await setStatus({ status: { text: 'x'.repeat(80), emoji: '👩🏽‍💻' } })).status?.text).toHaveLength(80);
  await world.db.query`delete from sessions where id = ${ann.sessionId}`;
  expect(await reasonOf(setStatus({ status: null }))).toBe('UNAUTHENTICATED');
  const rows = await world.db.query<{ verdict: string; details: unknown }>`
    select verdict, details from audit where action = 'user.setStatus' order by id`;
  expect(rows).toEqual([
    { verdict: 'accepted', details: { emoji: '👩🏽‍💻', until: null, pause: false } },
    { verdict: 'refused', details: null },
  ]);
});

test('[P1] inboxes tell who is another one now, and that everything known of people may be old', async () => {
  const hints: InboxHint[] = [];
  const waiter: { wake: () => void } = { wake: () => {} };
  const told: (readonly string[])[] = [];
  const hint = (one: InboxHint): void => {
    hints.push(one);
    waiter.wake();
  };
  await using world = await openWorld({
    settings: { inboxEveryMs: 0 },
    parts: {
      inbox: {
        touched: () => {},
        touchedOwn: () => {},
        personChanged: (userId, conversationIds) => {
          told.push([userId, ...conversationIds]);
          hint({ conversationIds: [], people: [userId] });
        },
        async *wakeups({ signal }) {
          signal.addEventListener('abort', () => waiter.wake(), { once: true });
          while (!signal.aborted) {
            const next = hints.shift();
            if (next) yield next;
            else await new Promise<void>((resolve) => (waiter.wake = resolve));
          }
        },
      },
    },
  });
  const [ann, bob] = await Promise.all([world.person('Ann'), world.person('Bob')]);
  const group = await world.group(bob, ann);
  const stop = new AbortController();
  const items = inboxChanges(world.node.parts, bob.userId, stop.signal);
  const next = async (): Promise<InboxItem | undefined> => (await items.next()).value ?? undefined;
  expect(await next()).toMatchObject({ type: 'snapshot' });
  await ann.call.user.setStatus({ status: meeting });
  expect(await next()).toEqual({
    type: 'changed',
    conversations: [],
    removed: [],
    people: [expect.objectContaining({ id: ann.userId, name: 'Ann', status: meeting })],
  });
  await ann.call.user.updateProfile({ name: 'Anna' });
  expect(await next()).toMatchObject({ people: [{ id: ann.userId, name: 'Anna', status: meeting }] });
  expect(told).toEqual([
    [ann.userId, group],
    [ann.userId, group],
  ]);
  // Refused, it is no news.
  await expect(ann.call.user.setStatus({ status: { emoji: 'x' } })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  hint({ conversationIds: 'all' });
  expect(await next()).toMatchObject({ own: expect.arrayContaining(['people']) });
  expect(told).toHaveLength(2);
  stop.abort();
});

test('[P3] with a status one is told of nothing until it is over; taken down or replaced, of everything again', async () => {
  await using world = await openWorld();
  const ann = await world.person('Ann');
  const { user, notification } = ann.call;
  const dndUntil = async (): Promise<string | null> => (await notification.settings()).dndUntil;
  await user.setStatus({ status: meeting, pause: true });
  expect(await dndUntil()).toBe(meeting.until);
  await user.setStatus({ status: { text: 'Back soon' }, pause: true });
  // Without an end there is none to wait for.
  expect(await dndUntil()).toBeNull();
  await user.setStatus({ status: meeting, pause: true });
  await user.setStatus({ status: meeting });
  expect(await dndUntil()).toBeNull();
  await user.setStatus({ status: meeting, pause: true });
  await user.setStatus({ status: null });
  expect(await dndUntil()).toBeNull();
  // What one has chosen by itself stays.
  const mine = inMs(7_200_000);
  await user.setStatus({ status: meeting, pause: true });
  await notification.setSettings({ dndUntil: mine });
  await user.setStatus({ status: null });
  expect(await dndUntil()).toBe(mine);
});

import { expect, test } from 'vitest';
import { presenceWorld } from '../testing/presence-world.ts';

function world() {
  const made = presenceWorld();
  const [here, there, elsewhere] = [made.node(), made.node(), made.node()];
  return { ...made, here, there, elsewhere, settle: () => made.platform.advance(0) };
}

test('[D11] who has a socket is online, everywhere; the state of everybody asked about is told first', async () => {
  const { here, there, settle, platform } = world();
  const close = here.presence.connected('ann');
  const watcher = there.watch({ userIds: ['ann', 'bob', 'ann'] });
  await settle();
  expect(watcher.told()).toEqual(['+ann', '-bob']);
  const closeBob = here.presence.connected('bob');
  close();
  await platform.advance(4_999);
  expect(watcher.told()).toEqual(['+bob']);
  await platform.advance(1);
  expect(watcher.told()).toEqual(['-ann']);
  closeBob();
  closeBob();
  await platform.advance(5_000);
  expect(watcher.told()).toEqual(['-bob']);
});

test('[D11] the last socket counts, on whatever node; a reload in between is not seen', async () => {
  const { here, there, elsewhere, settle, platform } = world();
  const watcher = elsewhere.watch({ userIds: ['ann'] });
  await settle();
  const [one, two, three] = [
    here.presence.connected('ann'),
    here.presence.connected('ann'),
    there.presence.connected('ann'),
  ];
  await settle();
  one();
  two();
  await platform.advance(10_000);
  three();
  await platform.advance(4_000);
  const four = there.presence.connected('ann');
  await platform.advance(10_000);
  expect(watcher.told()).toEqual(['-ann', '+ann']);
  four();
  await platform.advance(5_000);
  expect(watcher.told()).toEqual(['-ann']);
});

test('[D11] a node that dies takes its people with it when their claims lapse, no later', async () => {
  const { here, there, settle, platform } = world();
  here.presence.connected('ann');
  const watcher = there.watch({ userIds: ['ann'] });
  await settle();
  await platform.advance(60_000);
  expect(watcher.told()).toEqual(['+ann']);
  here.presence.close();
  await platform.advance(29_000);
  expect(watcher.told()).toEqual([]);
  // At most 45 s since they were last seen, and a tick.
  await platform.advance(17_000);
  expect(watcher.told()).toEqual(['-ann']);
});

test('[D11] a register that was emptied is filled again before anybody seems to have gone', async () => {
  const { here, there, elsewhere, settle, platform, claims } = world();
  // The watching node asks a moment before the other one claims again.
  there.presence.connected('ann');
  const watcher = here.watch({ userIds: ['ann'] });
  await settle();
  await platform.advance(10_000);
  claims.wipe();
  await platform.advance(60_000);
  expect(watcher.told()).toEqual(['+ann']);
  const late = elsewhere.watch({ userIds: ['ann'] });
  await settle();
  expect(late.told()).toEqual(['+ann']);
});

test('[D11][R4] without Redis every node knows its own people; the others lapse, and are back with it', async () => {
  const { here, there, settle, platform, setDown } = world();
  const [ann, bob] = [here.presence.connected('ann'), there.presence.connected('bob')];
  const watcher = there.watch({ userIds: ['ann', 'bob', 'eve'] });
  await settle();
  expect(watcher.told()).toEqual(['+ann', '+bob', '-eve']);
  setDown(true);
  await platform.advance(50_000);
  expect(watcher.told()).toEqual(['-ann']);
  const eve = there.presence.connected('eve');
  await settle();
  expect(watcher.told()).toEqual(['+eve']);
  const late = there.watch({ userIds: ['ann', 'bob', 'eve'] });
  await settle();
  expect(late.told()).toEqual(['-ann', '+bob', '+eve']);
  eve();
  bob();
  await platform.advance(5_000);
  expect(watcher.told().toSorted()).toEqual(['-bob', '-eve']);
  setDown(false);
  await settle();
  expect(watcher.told()).toEqual(['+ann']);
  ann();
  await platform.advance(5_000);
  expect(watcher.told()).toEqual(['-ann']);
});

test('[D11] people are claimed in portions, three times before a claim lapses', async () => {
  const { here, claims, platform } = world();
  for (let n = 0; n < 1_200; n++) here.presence.connected(`user ${n}`);
  await platform.advance(44_000);
  const untils = [...claims.untilMs.values()].flatMap((nodes) => [...nodes.values()]);
  expect(untils).toHaveLength(1_200);
  for (const until of untils) expect(until - platform.nowMs()).toBeGreaterThanOrEqual(30_000);
});

test('[D4][D11] a slow watcher is told the newest only: one thing for each person and mark', async () => {
  const { here, there, members, platform, settle } = world();
  members.set('me', ['room']);
  const items = there.presence.watch({
    userId: 'me',
    conversationIds: ['room'],
    userIds: ['ann'],
    signal: new AbortController().signal,
  });
  expect((await items.next()).value).toEqual({ type: 'presence', userId: 'ann', online: false });
  for (let n = 0; n < 20; n++) {
    const close = here.presence.connected('ann');
    here.presence.setTyping({ conversationId: 'room', userId: 'bob', on: true });
    await platform.advance(1_000);
    close();
    here.presence.setTyping({ conversationId: 'room', userId: 'bob', on: n % 2 === 0 });
    await platform.advance(6_000);
  }
  here.presence.connected('ann');
  await settle();
  const left = [await items.next(), await items.next()].map(({ value }) => value?.type);
  expect(left.toSorted()).toEqual(['presence', 'typing']);
  const isMore = Promise.race([items.next().then(() => 'more'), settle().then(() => 'nothing')]);
  expect(await isMore).toBe('nothing');
});

test('[D11] a watch ends with its signal or with the node, and leaves nothing behind', async () => {
  const { here, settle, platform, members } = world();
  members.set('me', ['room']);
  const before = platform.pendingTimers();
  const [one, two] = [here.watch({ conversationIds: ['room'], userIds: ['ann'] }), here.watch({ userIds: ['ann'] })];
  await settle();
  one.stop();
  await one.done;
  here.presence.close();
  await two.done;
  const aborted = here.presence.watch({ userId: 'me', conversationIds: [], userIds: [], signal: AbortSignal.abort() });
  expect((await aborted.next()).done).toBe(true);
  expect(platform.pendingTimers()).toBe(before - 2);
});

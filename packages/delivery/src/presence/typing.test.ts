import { expect, test } from 'vitest';
import { keys } from '../stream/keys.ts';
import { presenceWorld } from '../testing/presence-world.ts';

const room = 'room';

function typing(userId: string, on = true) {
  return { conversationId: room, userId, on };
}

function roomWorld() {
  const world = presenceWorld();
  world.members.set('me', [room, 'other']);
  world.members.set('ann', [room]);
  const [here, there] = [world.node(), world.node()];
  return { ...world, here, there, settle: () => world.platform.advance(0) };
}

test('[D11] a mark is seen by everybody else who watches the conversation, on every node, and by nobody elsewhere', async () => {
  const { here, there, settle } = roomWorld();
  const [near, far, other, own] = [
    here.watch({ conversationIds: [room] }),
    there.watch({ conversationIds: [room, 'other'] }),
    there.watch({ conversationIds: ['other'] }),
    there.watch({ userId: 'ann', conversationIds: [room] }),
  ];
  await settle();
  here.presence.setTyping(typing('ann'));
  await settle();
  here.presence.setTyping(typing('ann', false));
  await settle();
  for (const watcher of [near, far]) expect(watcher.told()).toEqual(['room:+ann', 'room:-ann']);
  for (const watcher of [other, own]) expect(watcher.told()).toEqual([]);
});

test('[D11] a mark that is not renewed expires by itself, after its time exactly', async () => {
  const { here, there, platform, settle } = roomWorld();
  const watcher = there.watch({ conversationIds: [room] });
  await settle();
  here.presence.setTyping(typing('ann'));
  await platform.advance(3_000);
  here.presence.setTyping(typing('ann'));
  await platform.advance(4_999);
  expect(watcher.told()).toEqual(['room:+ann', 'room:+ann']);
  await platform.advance(1);
  expect(watcher.told()).toEqual(['room:-ann']);
});

test('[D11] who begins to watch is told who types now, and for how much longer', async () => {
  const { here, there, platform, settle } = roomWorld();
  const first = there.watch({ conversationIds: [room] });
  await settle();
  here.presence.setTyping(typing('ann'));
  await platform.advance(2_000);
  const items = there.presence.watch({
    userId: 'me',
    conversationIds: [room],
    userIds: [],
    signal: new AbortController().signal,
  });
  const { value } = await items.next();
  expect(value).toEqual({ type: 'typing', conversationId: room, userId: 'ann', on: true, ttlMs: 3_000 });
  first.stop();
});

test('[D11] marks are rate-limited: one a second for each person and conversation, and one end for each', async () => {
  const { here, there, platform, pubSub, settle } = roomWorld();
  const watcher = there.watch({ conversationIds: [room] });
  await settle();
  let published = 0;
  const publish = pubSub.publish.bind(pubSub);
  pubSub.publish = (...args) => {
    const [, channel] = args;
    if (channel === keys.typing(room)) published++;
    return publish(...args);
  };
  for (let n = 0; n < 1_000; n++) {
    here.presence.setTyping(typing('ann', n % 2 === 0));
    await platform.advance(10);
  }
  expect(published).toBeLessThanOrEqual(20);
  expect(published).toBeGreaterThanOrEqual(18);
  here.presence.setTyping(typing('bob', false));
  expect(published).toBeLessThanOrEqual(20);
  watcher.stop();
});

test('[D11] whoever writes on right after they sent is shown as writing as soon as the limit lets them', async () => {
  const { here, there, platform, settle } = roomWorld();
  const watcher = there.watch({ conversationIds: [room] });
  await settle();
  here.presence.setTyping(typing('ann'));
  await platform.advance(500);
  here.presence.setTyping(typing('ann', false));
  await platform.advance(100);
  here.presence.setTyping(typing('ann'));
  here.presence.setTyping(typing('ann'));
  await platform.advance(399);
  expect(watcher.told()).toEqual(['room:+ann', 'room:-ann']);
  await platform.advance(1);
  expect(watcher.told()).toEqual(['room:+ann']);
  // Who stops again before their turn has never begun.
  here.presence.setTyping(typing('ann', false));
  here.presence.setTyping(typing('ann'));
  here.presence.setTyping(typing('ann', false));
  await platform.advance(5_000);
  expect(watcher.told()).toEqual(['room:-ann']);
  // A node that closes says nothing any more of what waited.
  const before = platform.pendingTimers();
  here.presence.setTyping(typing('ann'));
  here.presence.setTyping(typing('ann', false));
  here.presence.setTyping(typing('ann'));
  expect(platform.pendingTimers()).toBe(before + 1);
  here.presence.close();
  expect(platform.pendingTimers()).toBeLessThan(before);
});

test('[D11] nothing is kept of marks that are over', async () => {
  const { here, there, platform, settle } = roomWorld();
  const watcher = there.watch({ conversationIds: [room] });
  await settle();
  const before = platform.pendingTimers();
  for (let n = 0; n < 100; n++) here.presence.setTyping(typing(`user ${n}`));
  await platform.advance(1_000);
  expect(platform.pendingTimers()).toBe(before + 100);
  watcher.stop();
  await watcher.done;
  // With the last watcher the marks go too: only ticks and polls are left.
  expect(platform.pendingTimers()).toBe(before);
});

test('[D11][W7] without Redis marks reach the own node, nothing is thrown, and nothing waits', async () => {
  const { here, there, setDown, settle } = roomWorld();
  const [near, far] = [here.watch({ conversationIds: [room] }), there.watch({ conversationIds: [room] })];
  await settle();
  setDown(true);
  here.presence.setTyping(typing('ann'));
  await settle();
  expect([near.told(), far.told()]).toEqual([['room:+ann'], []]);
  expect(here.meter.failures.map(({ what }) => what)).toEqual(['presence']);
  setDown(false);
  await settle();
  here.presence.setTyping(typing('bob'));
  await settle();
  expect(far.told()).toEqual(['room:+bob']);
});

test('[D7][D11] whoever leaves a conversation sees no more typing in it, and again when they come back', async () => {
  const { here, there, members, platform, settle } = roomWorld();
  const watcher = there.watch({ conversationIds: [room] });
  await settle();
  members.set('me', ['other']);
  await here.memberships.announce([{ seq: 9, text: '{"type":"member.removed","userId":"me"}' }]);
  await settle();
  here.presence.setTyping(typing('ann'));
  await settle();
  expect(watcher.told()).toEqual([]);
  members.set('me', ['other', room]);
  await platform.advance(2_000);
  here.presence.setTyping(typing('bob'));
  await settle();
  expect(watcher.told()).toEqual(['room:+bob']);
});

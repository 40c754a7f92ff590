import { describe, expect, it } from 'vitest';
import { RefusedError } from '../transport.ts';
import { classify } from '../outbox/classification.ts';
import type { SharedTab } from '../testing/shared-tabs.ts';
import { SharedTabs } from '../testing/shared-tabs.ts';
import { untakenMax } from './guest.ts';

const room = 'barn';

/** Tabs at one conversation, settled; the first one has the socket. */
async function settled(count: number, world = new SharedTabs({ seed: 1, delayMs: 5 })) {
  const { platform, model } = world;
  model.say(room);
  const tabs: SharedTab[] = [];
  for (let at = 0; at < count; at++) {
    const tab = world.open();
    tabs.push(tab);
    tab.watchInbox();
    tab.follow(room, 0);
    await platform.advance(100);
  }
  const [first, ...others] = tabs;
  if (!first) throw new Error('no tab');
  return { world, platform, model, first, others, tabs };
}

const seqs = (tabs: readonly SharedTab[]): (number | undefined)[] => tabs.map(({ readers }) => readers.get(room)?.seq);

describe('[O11] many tabs, one socket', () => {
  it('makes each subscription once, and tells all', async () => {
    const { platform, model, tabs, world } = await settled(10);
    expect(world.sockets).toEqual([tabs[0]]);
    expect(model.openCalls).toBe(2);
    expect(model.begun).toBe(2);
    for (let n = 0; n < 20; n++) model.say(room);
    await platform.advance(100);
    expect(seqs(tabs)).toEqual(tabs.map(() => 21));
    for (const { inbox } of tabs) expect(inbox?.[0]?.lastSeq).toBe(21);
    for (const { readers } of tabs) expect(readers.get(room)?.states.at(-1)).toBe('started');
  });

  it('[D3] a tab that comes later goes on from its own place, near or far, ahead or behind', async () => {
    const { platform, model, world, first } = await settled(1);
    for (let n = 0; n < 1_000; n++) model.say(room);
    await platform.advance(100);
    for (const afterSeq of [1_001, 990, 3]) world.open().follow(room, afterSeq);
    await platform.advance(100);
    expect(seqs(world.tabs)).toEqual([1_001, 1_001, 1_001, 1_001]);
    // The one that was too far behind had a subscription of its own until it was where the others are.
    expect(model.begun).toBe(3);
    expect(first.socket.calls.filter(({ path }) => path === 'conversation.events')).toHaveLength(1);
  });

  it('[D3] a tab whose device is ahead of the shared subscription waits for it', async () => {
    const { platform, model, world } = await settled(1);
    for (let n = 0; n < 10; n++) model.say(room);
    const ahead = world.open();
    // A page loaded over HTTP has what the socket has not brought yet.
    const reader = ahead.follow(room, 11);
    model.say(room);
    await platform.advance(200);
    expect(reader.seq).toBe(12);
    expect(model.openCalls).toBe(2);
  });

  it('closes what nobody wants any more', async () => {
    const { platform, model, tabs } = await settled(3);
    for (const tab of tabs.slice(0, 2)) tab.readers.get(room)?.stop();
    await platform.advance(100);
    expect(model.openCalls).toBe(2);
    tabs[2]?.readers.get(room)?.stop();
    await platform.advance(100);
    expect(model.openCalls).toBe(1);
  });

  it('[D7] an end and a refusal reach every tab, and are classified alike', async () => {
    const { platform, model, tabs, world } = await settled(3);
    model.end(room);
    await platform.advance(100);
    for (const { readers } of tabs) expect(readers.get(room)?.states.at(-1)).toBe('complete');
    model.refusal = new RefusedError('RATE_LIMITED', { retryAfterMs: 700 });
    const verdicts: string[] = [];
    for (const tab of world.alive)
      tab.live.conversation.events.subscribe(
        { conversationId: 'attic', lastEventId: 'e1.0' },
        {
          onData: () => {},
          onError(error) {
            const { cause, retryAfterMs } = classify(error);
            verdicts.push(`${cause} ${retryAfterMs}`);
          },
        },
      );
    await platform.advance(100);
    expect(verdicts).toEqual(['RATE_LIMITED 700', 'RATE_LIMITED 700', 'RATE_LIMITED 700']);
  });

  it('shares nothing with the tabs of another account', async () => {
    const { platform, world, model } = await settled(2);
    const stranger = world.open('ben');
    stranger.follow(room, 1);
    await platform.advance(100);
    expect(world.sockets).toHaveLength(2);
    stranger.crash();
    model.say(room);
    await platform.advance(100);
    expect(seqs(world.alive)).toEqual([2, 2]);
  });

  it('[D11] tells who is there to a tab that joins, and forgets it when the connection breaks', async () => {
    const { platform, model, first, others } = await settled(2);
    const [second] = others;
    model.setOnline('ann', true);
    first.watchPeople(['ann', 'bob']);
    await platform.advance(100);
    second?.watchPeople(['ann', 'bob']);
    await platform.advance(100);
    expect([...(second?.online ?? [])]).toEqual(['ann']);
    expect(model.openCalls).toBe(3);
    model.online.delete('ann');
    first.socket.cut();
    await platform.advance(100);
    expect(second?.online.size).toBe(0);
  });

  it('[D11] tells a tab that joins while the connection is broken nothing that was true before', async () => {
    const { platform, model, first } = await settled(1);
    model.setOnline('ann', true);
    first.watchPeople(['ann']);
    await platform.advance(100);
    first.socket.cut();
    const told: unknown[] = [];
    first.live.presence.watch.subscribe(
      { conversationIds: [], userIds: ['ann'] },
      { onData: (item) => told.push(item), onConnectionStateChange: ({ state }) => told.push(state) },
    );
    expect(told).toEqual(['connecting']);
    await platform.advance(100);
    expect(told).toEqual(['connecting', 'pending', { type: 'presence', userId: 'ann', online: true }]);
  });
});

describe('[O11] the tab with the socket is gone', () => {
  it('[D3] killed before or after any message it posts or hears, the others go on without a gap or a repeat', async () => {
    // Once to count what it does, then once for each of them.
    const acts = await killedAt(Number.POSITIVE_INFINITY);
    expect(acts).toBeGreaterThan(20);
    for (let at = 1; at <= acts; at++) await killedAt(at);
  });

  it('says so at once: the next one leads before the next pulse', async () => {
    const { platform, model, first, others, world } = await settled(3);
    first.crash();
    model.say(room);
    await platform.advance(100);
    expect(seqs(others)).toEqual([2, 2]);
    expect(world.sockets).toHaveLength(1);
  });

  it('frozen, another takes over; thawed, it goes on from its place as a guest', async () => {
    const { platform, model, first, others, world } = await settled(3);
    first.life.freeze();
    model.say(room);
    await platform.advance(20_000);
    expect(seqs(others)).toEqual([2, 2]);
    expect(seqs([first])).toEqual([1]);
    first.life.thaw();
    await platform.advance(100);
    expect(seqs([first])).toEqual([2]);
    model.say(room);
    await platform.advance(100);
    expect(seqs(world.tabs)).toEqual([3, 3, 3]);
    expect(world.sockets).toHaveLength(1);
    expect(first.hasSocket).toBe(false);
  });

  it('looked at by nobody, it gives the socket to a tab that is looked at', async () => {
    const { platform, first, others, model, world } = await settled(3);
    first.isWatched = false;
    await platform.advance(50_000);
    expect(first.hasSocket).toBe(true);
    await platform.advance(20_000);
    expect(first.hasSocket).toBe(false);
    expect(world.sockets).toHaveLength(1);
    model.say(room);
    await platform.advance(100);
    expect(seqs([first, ...others])).toEqual([2, 2, 2]);
  });

  it('is not replaced by tabs that nobody looks at either', async () => {
    const { platform, tabs, first } = await settled(3);
    for (const tab of tabs) tab.isWatched = false;
    await platform.advance(300_000);
    expect(first.hasSocket).toBe(true);
  });
});

describe('[O11] a tab that takes nothing', () => {
  it('[D4] costs so much and no more, holds nobody up, and goes on from its place when it wakes', async () => {
    const { platform, model, others, tabs } = await settled(3);
    const [second, third] = others;
    second?.life.freeze();
    for (let n = 0; n < 5 * untakenMax; n++) {
      model.say(room);
      if (n % 100 === 0) await platform.advance(50);
    }
    await platform.advance(1_000);
    expect(seqs(third ? [third] : [])).toEqual([5 * untakenMax + 1]);
    expect(second?.life.queued).toBeLessThan(untakenMax + 50);
    second?.life.thaw();
    await platform.advance(10_000);
    expect(seqs(tabs)).toEqual(tabs.map(() => 5 * untakenMax + 1));
    expect(model.openCalls).toBe(2);
  });

  it('that has died is forgotten, and so is what it wanted', async () => {
    const { platform, model, others } = await settled(2);
    others[0]?.follow('attic', 0);
    await platform.advance(100);
    expect(model.openCalls).toBe(3);
    others[0]?.crash();
    await platform.advance(100);
    expect(model.openCalls).toBe(2);
  });
});

describe('[O11] the way to the server', () => {
  it('is what the tab with the socket says it is, for tabs that join later too', async () => {
    const { platform, world, first, others } = await settled(2);
    first.network.set(false);
    await platform.advance(100);
    const late = world.open();
    await platform.advance(100);
    expect([...others, late].map(({ network }) => network.online())).toEqual([false, false]);
    first.network.set(true);
    await platform.advance(100);
    expect([...others, late].map(({ network }) => network.online())).toEqual([true, true]);
  });

  it('is looked for by whoever leads next', async () => {
    const { platform, first, others } = await settled(2);
    first.network.set(false);
    await platform.advance(100);
    first.crash();
    await platform.advance(100);
    expect(others[0]?.doubts).toBe(1);
  });
});

/** A conversation goes on while the first tab is killed at its `n`th act; resolves to how many acts there were. */
async function killedAt(n: number): Promise<number> {
  const world = new SharedTabs({ seed: 7, delayMs: 5 });
  const { platform, model } = world;
  let acts = 0;
  const first = world.open();
  first.onAct = () => {
    if (++acts >= n) first.crash();
  };
  first.follow(room, 0);
  await platform.advance(30);
  for (let at = 0; at < 3; at++) {
    const tab = world.open();
    tab.watchInbox();
    for (let said = 0; said < 4; said++) model.say(room);
    tab.follow(room, at);
    await platform.advance(12);
  }
  model.say('attic');
  world.alive.at(-1)?.follow('attic', 0);
  await platform.advance(15_000);
  first.onAct = () => {};
  await platform.advance(100);
  const alive = world.alive;
  expect(seqs(alive), `killed at ${n}`).toEqual(alive.map(() => 12));
  expect(alive.at(-1)?.readers.get('attic')?.seq, `killed at ${n}`).toBe(1);
  for (const { incidents } of alive) expect(incidents, `killed at ${n}`).toEqual([]);
  expect(world.sockets.length, `killed at ${n}`).toBe(1);
  expect(model.openCalls, `killed at ${n}`).toBe(3);
  return acts;
}

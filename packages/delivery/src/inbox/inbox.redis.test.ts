import { hasNativeRedis, testRedis } from '@nova/testkit';
import { expect, test } from 'vitest';
import { systemPlatform } from '../platform.ts';
import { MemoryLog } from '../sim/memory-log.ts';
import { joins, says } from '../testing/people-world.ts';
import { type RealPeople, realPeople } from '../testing/real-people.ts';

const rooms = Array.from({ length: 300 }, (_, n) => `room ${n}`);

/** Reads hints until every one of `names` was hinted, by itself or with everything. */
async function hintedOf(hints: ReturnType<RealPeople['inbox']['wakeups']>, names: readonly string[]): Promise<void> {
  const wanted = new Set(names);
  while (wanted.size > 0) {
    const { value } = await hints.next();
    if (!value) throw new Error('the inbox ended');
    if (value.conversationIds === 'all') return;
    for (const id of value.conversationIds) wanted.delete(id);
  }
}

for (const kind of hasNativeRedis() ? (['native', 'embedded'] as const) : (['embedded'] as const)) {
  test(`[D1][R4] an inbox of 300 conversations hears of each, from another node, over the loss of Redis (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    const log = new MemoryLog(() => systemPlatform.nowMs());
    for (const room of rooms) log.commit(room, joins('ann'));
    await using here = await realPeople(redis.url, { log });
    await using there = await realPeople(redis.url, { log });
    const stop = new AbortController();
    const hints = here.inbox.wakeups({ userId: 'ann', signal: stop.signal });
    expect((await hints.next()).value).toEqual({ conversationIds: 'all' });
    for (const room of rooms) there.commit(room, says('hello'));
    await hintedOf(hints, rooms);

    there.commit('new', joins('ann'));
    await hintedOf(hints, ['new']);
    there.commit('new', says('hello'));
    await hintedOf(hints, ['new']);
    there.inbox.touched('ann', ['room 7']);
    await hintedOf(hints, ['room 7']);

    await redis.kill();
    // Without Redis: the own node's at once, another's by the poll, a new membership too.
    here.commit('room 1', says('hello'));
    await hintedOf(hints, ['room 1']);
    there.commit('room 2', says('hello'));
    there.commit('newer', joins('ann'));
    await hintedOf(hints, ['room 2', 'newer']);
    await redis.restart();
    expect((await hints.next()).value?.conversationIds).toBeDefined();
    there.commit('room 3', says('hello'));
    await hintedOf(hints, ['room 3']);
    stop.abort();
    while (!(await hints.next()).done);
    expect(here.inbox.size).toBe(1);
  });
}

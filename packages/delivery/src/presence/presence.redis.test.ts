import { hasNativeRedis, testRedis } from '@nova/testkit';
import { expect, test } from 'vitest';
import { systemPlatform } from '../platform.ts';
import { MemoryLog } from '../sim/memory-log.ts';
import { joins } from '../testing/people-world.ts';
import { wordsOf } from '../testing/presence-world.ts';
import { type RealPeople, realPeople } from '../testing/real-people.ts';

/** Takes items until one says `word`. */
async function until(items: ReturnType<RealPeople['presence']['watch']>, word: string): Promise<string[]> {
  for (const told: string[] = []; ; ) {
    const { value } = await items.next();
    if (!value) throw new Error('the watch ended');
    told.push(wordsOf(value));
    if (told.at(-1) === word) return told;
  }
}

for (const kind of hasNativeRedis() ? (['native', 'embedded'] as const) : (['embedded'] as const)) {
  test(`[D11][R4] comings, goings and typing cross nodes, over a Redis that is killed and back (${kind})`, async () => {
    await using redis = await testRedis({ kind });
    const log = new MemoryLog(() => systemPlatform.nowMs());
    log.commit('room', joins('me'), joins('ann'));
    const short = { log, presenceTtlMs: 1_500 };
    await using here = await realPeople(redis.url, short);
    await using there = await realPeople(redis.url, short);
    const { signal } = new AbortController();
    const request = { userId: 'me', conversationIds: ['room'], userIds: ['ann', 'bob'], signal };
    const items = there.presence.watch(request);
    expect([await until(items, '-ann'), await until(items, '-bob')]).toEqual([['-ann'], ['-bob']]);
    const ann = here.presence.connected('ann');
    expect(await until(items, '+ann')).toEqual(['+ann']);
    here.presence.setTyping({ conversationId: 'room', userId: 'ann', on: true });
    expect(await until(items, 'room:+ann')).toEqual(['room:+ann']);
    ann();
    expect(await until(items, '-ann')).toEqual(['-ann']);

    const bob = here.presence.connected('bob');
    await until(items, '+bob');
    await redis.kill();
    // Nobody can say that Bob is still there.
    await until(items, '-bob');
    const mine = there.presence.connected('ann');
    await until(items, '+ann');
    await redis.restart();
    await until(items, '+bob');
    bob();
    mine();
    const gone = await until(items, '-ann');
    if (!gone.includes('-bob')) await until(items, '-bob');
  });
}

test('[D11] a node that is killed takes its people with it', async () => {
  await using redis = await testRedis();
  const log = new MemoryLog(() => systemPlatform.nowMs());
  await using watcher = await realPeople(redis.url, { log, presenceTtlMs: 1_000 });
  const { signal } = new AbortController();
  const items = watcher.presence.watch({ userId: 'me', conversationIds: [], userIds: ['ann'], signal });
  await until(items, '-ann');
  const dying = await realPeople(redis.url, { log, presenceTtlMs: 1_000 });
  dying.presence.connected('ann');
  await until(items, '+ann');
  await dying[Symbol.asyncDispose]();
  await until(items, '-ann');
});

import { expect, test } from 'vitest';
import { fakePlatform } from './fake-platform.ts';

test('timers run in the order of their times, timers they set included', async () => {
  const platform = fakePlatform();
  const startMs = platform.nowMs();
  const ran: string[] = [];
  const note = (name: string) => () => void ran.push(`${name}@${platform.nowMs() - startMs}`);
  platform.after(20, note('late'));
  platform.after(10, () => {
    note('early')();
    platform.after(5, note('nested'));
  });
  platform.after(20, note('later'));

  await platform.advance(19);
  expect(ran).toEqual(['early@10', 'nested@15']);
  await platform.advance(1);
  expect(ran.slice(2)).toEqual(['late@20', 'later@20']);
});

test('a cancelled timer does not run, and cancelling twice is fine', async () => {
  const platform = fakePlatform();
  const cancel = platform.after(10, () => expect.unreachable());
  cancel();
  cancel();
  expect(platform.pendingTimers()).toBe(0);
  await platform.advance(100);
});

test('promises settle between two timers', async () => {
  const platform = fakePlatform();
  const ran: string[] = [];
  platform.after(1, () => void Promise.resolve().then(() => ran.push('promise')));
  platform.after(2, () => void ran.push('timer'));
  await platform.advance(2);
  expect(ran).toEqual(['promise', 'timer']);
});

test('a timer that throws is not swallowed', async () => {
  const platform = fakePlatform();
  platform.after(1, () => {
    throw new Error('broken');
  });
  await expect(platform.advance(1)).rejects.toThrow('broken');
});

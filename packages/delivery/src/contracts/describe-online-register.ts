import { afterEach, describe, expect, test } from 'vitest';
import type { Channels, OnlineRegister } from '../ports.ts';
import { keys } from '../stream/keys.ts';
import { inbox } from './describe-channels.ts';

/** A register under test. */
export interface OnlineRegisterRig extends AsyncDisposable {
  /** Another node, with the channels on which it hears of people. */
  node(): Promise<{ readonly register: OnlineRegister; readonly channels: Channels }>;
  /** Lets time pass until what was claimed for `ttlMs` has lapsed. */
  lapse(ttlMs: number): Promise<void>;
}

let users = 0;
const longMs = 60_000;

/** What every `OnlineRegister` must keep. */
export function describeOnlineRegister(name: string, make: () => Promise<OnlineRegisterRig>): void {
  describe(`${name} keeps the promises of a register of those online`, () => {
    let rigs: OnlineRegisterRig[] = [];
    afterEach(async () => {
      for (const rig of rigs) await rig[Symbol.asyncDispose]();
      rigs = [];
    });
    /** Two nodes, a third that listens, and somebody nobody knows yet. */
    const open = async () => {
      const rig = await make();
      rigs.push(rig);
      const [one, two, watcher] = [await rig.node(), await rig.node(), await rig.node()];
      const userId = `user-${++users}`;
      const news = inbox();
      await watcher.channels.listen(keys.presence(userId), news.hear).ready;
      const remaining = async () => (await watcher.register.remainingMs([userId]))[0] ?? -1;
      return { rig, one: one.register, two: two.register, userId, news, remaining };
    };

    test('[D11] the first claim and the last release are told, none between', async () => {
      const { one, two, userId, news, remaining } = await open();
      expect(await remaining()).toBe(0);
      await one.claim([userId], longMs);
      await news.until(1);
      await two.claim([userId], longMs);
      await one.claim([userId], longMs);
      await one.release(userId);
      expect(await remaining()).toBeGreaterThan(longMs / 2);
      await two.release(userId);
      await news.until(2);
      expect(await remaining()).toBe(0);
      await one.claim([userId], longMs);
      await news.until(3);
      expect(news.heard).toEqual(['1', '0', '1']);
    });

    test('[D11] a claim that nobody renews lapses, and counts no more when others come and go', async () => {
      const { rig, one, two, userId, news, remaining } = await open();
      await one.claim([userId], 50);
      expect(await remaining()).toBeLessThanOrEqual(50);
      await rig.lapse(50);
      expect(await remaining()).toBe(0);
      await two.claim([userId], longMs);
      await two.release(userId);
      await news.until(3);
      expect(news.heard).toEqual(['1', '1', '0']);
    });

    test('[D11] a release leaves what others have claimed, for as long as they have', async () => {
      const { rig, one, two, userId, news, remaining } = await open();
      await one.claim([userId], 100);
      await two.claim([userId], longMs);
      await two.release(userId);
      const left = await remaining();
      expect(left).toBeLessThanOrEqual(100);
      await rig.lapse(100);
      expect(await remaining()).toBe(0);
      await two.claim([userId], longMs);
      await news.until(2);
      expect(news.heard).toEqual(['1', '1']);
    });

    test('[D11] whoever is released without a claim is said to be gone: it was lost, or they were', async () => {
      const { one, userId, news } = await open();
      await one.release(userId);
      await news.until(1);
      expect(news.heard).toEqual(['0']);
    });

    test('[D11] many are claimed and asked about together, each by itself', async () => {
      const { one, userId, rig } = await open();
      const { register } = await rig.node();
      const many = Array.from({ length: 200 }, (_, n) => `${userId}-${n}`);
      await one.claim(many.slice(0, 100), longMs);
      const remaining = await register.remainingMs(many);
      expect(remaining.map((ms) => ms > 0)).toEqual(many.map((_, n) => n < 100));
      expect(await register.remainingMs([])).toEqual([]);
    });
  });
}

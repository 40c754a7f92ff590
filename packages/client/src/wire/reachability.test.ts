import { fakePlatform } from '@nova/testkit';
import { describe, expect, it } from 'vitest';
import { Reachability } from './reachability.ts';

describe('reachability', () => {
  it('[O2] is offline when nothing answers, asks again ever more slowly, and is online at the first answer', async () => {
    const platform = fakePlatform();
    let isUp = false;
    let probes = 0;
    const reachability = new Reachability({
      platform,
      probe: () => {
        probes++;
        return isUp ? Promise.resolve(200) : Promise.reject(new TypeError('no'));
      },
      onSignInNeeded: () => {},
      onOffline: () => {},
    });
    expect(reachability.network.online()).toBe(true);
    reachability.doubt();
    await platform.advance(0);
    expect(reachability.network.online()).toBe(false);
    await platform.advance(600_000);
    expect(probes).toBeGreaterThan(50);
    expect(probes).toBeLessThan(150);
    isUp = true;
    await platform.advance(10_000);
    expect(reachability.network.online()).toBe(true);
    expect(platform.pendingTimers()).toBe(0);
  });

  it('[O2] takes silence for an answer after 4 s, and says when the session is gone (O3)', async () => {
    const platform = fakePlatform();
    let asked = 0;
    const silent = (signal: AbortSignal): Promise<number> =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
    let probe = silent;
    const reachability = new Reachability({
      platform,
      probe: (signal) => probe(signal),
      onSignInNeeded: () => asked++,
      onOffline: () => {},
    });
    reachability.doubt();
    await platform.advance(3_999);
    expect(reachability.network.online()).toBe(true);
    await platform.advance(1);
    expect(reachability.network.online()).toBe(false);
    probe = () => Promise.resolve(401);
    reachability.doubt();
    await platform.advance(0);
    expect([reachability.network.online(), asked]).toEqual([true, 1]);
    reachability.close();
    reachability.doubt();
    expect(platform.pendingTimers()).toBe(0);
  });
});

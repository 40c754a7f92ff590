import { fakePlatform } from '@nova/testkit';
import { expect, test } from 'vitest';
import { patience } from './patience.ts';
import { RefusedError } from './transport.ts';
import { FileRefused } from './wire/file-refused.ts';

/** Somebody patient, and what they waited for. */
function bench(attemptsMax: number) {
  const platform = fakePlatform();
  const waits: unknown[] = [];
  const persisting = patience({
    platform,
    attemptsMax,
    onWait: ({ cause, waitMs }) => waits.push([cause, Math.round(waitMs)]),
  });
  return { platform, waits, persisting, leaving: new AbortController() };
}

test('[A3] too much at once is asked again when the server says, and not a moment sooner', async () => {
  const { platform, waits, persisting, leaving } = bench(3);
  let asked = 0;
  const answer = persisting(() => {
    asked++;
    const busy = new FileRefused({ reason: 'RATE_LIMITED', retryable: true, retryAfterMs: 40_000 });
    return asked === 1 ? Promise.reject(busy) : Promise.resolve('here');
  }, leaving.signal);
  await platform.advance(39_999);
  expect([asked, waits]).toEqual([1, [['RATE_LIMITED', 40_000]]]);
  await platform.advance(1);
  expect([await answer, asked]).toEqual(['here', 2]);
});

test('what is refused for good is thrown at once; what keeps failing, at last', async () => {
  const { platform, waits, persisting, leaving } = bench(3);
  const refused = new RefusedError('FILE_NOT_FOUND');
  await expect(persisting(() => Promise.reject(refused), leaving.signal)).rejects.toBe(refused);
  expect(waits).toEqual([]);
  const broken = new TypeError('fetch failed');
  const failing = persisting(() => Promise.reject(broken), leaving.signal).catch((error: unknown) => error);
  await platform.advance(60_000);
  expect([await failing, waits.length, platform.pendingTimers()]).toEqual([broken, 2, 0]);
});

test('who leaves while waiting waits no longer', async () => {
  const { platform, persisting, leaving } = bench(3);
  const asking = persisting(() => Promise.reject(new TypeError('fetch failed')), leaving.signal);
  const ended = asking.catch((error: unknown) => error);
  await platform.advance(0);
  leaving.abort();
  expect(await ended).toMatchObject({ name: 'AbortError' });
  expect(platform.pendingTimers()).toBe(0);
});

import { fakePlatform } from '@nova/testkit';
import { expect, test } from 'vitest';
import { Pacer } from './pacer.ts';

const seed = 20261128;

function scene(chance?: () => number) {
  const clock = fakePlatform(seed);
  const pacer = new Pacer(chance === undefined ? clock : { ...clock, random: chance });
  /** Milliseconds until the next turn is given, up to a minute. */
  const wait = async (): Promise<number> => {
    const askedMs = clock.nowMs();
    let givenMs = Number.NaN;
    void pacer.turn().then(() => {
      givenMs = clock.nowMs();
    });
    await clock.advance(60_000);
    return givenMs - askedMs;
  };
  return { clock, pacer, wait };
}

test('the first attempt is made at once, and each further one waits up to twice as long as the one before', async () => {
  const { wait } = scene(() => 1);
  const waits: number[] = [];
  for (let attempt = 0; attempt < 8; attempt++) waits.push(await wait());
  expect(waits).toEqual([0, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
});

test(`clients cut off together come back at any time of their wait, not together (seed ${seed})`, async () => {
  const clock = fakePlatform(seed);
  const beganMs = clock.nowMs();
  const backAtMs: number[] = [];
  for (let client = 0; client < 1_000; client++) {
    const pacer = new Pacer(clock);
    await pacer.turn();
    pacer.opened();
    pacer.closed();
    void pacer.turn().then(() => void backAtMs.push(clock.nowMs() - beganMs));
  }
  await clock.advance(60_000);
  expect(backAtMs).toHaveLength(1_000);
  for (const atMs of backAtMs) expect(atMs).toBeLessThan(1_000);
  // No tenth of the wait gets much more or less than a tenth of them: that would be four standard deviations off.
  const tenths = Array.from({ length: 10 }, (_, n) => backAtMs.filter((ms) => Math.floor(ms / 100) === n).length);
  for (const back of tenths) expect(Math.abs(back - 100)).toBeLessThan(38);
});

test('a connection that lived begins with a short wait again; one that was lost at once does not', async () => {
  const { clock, pacer, wait } = scene(() => 1);
  for (let attempt = 0; attempt < 4; attempt++) await wait();
  pacer.opened();
  pacer.closed();
  expect(await wait()).toBe(8_000);
  pacer.opened();
  await clock.advance(5_000);
  pacer.closed();
  expect(await wait()).toBe(500);
});

test('whoever waits is let through when there is reason to hope, and refused when all is closed', async () => {
  const { clock, pacer, wait } = scene(() => 1);
  await wait();
  const hurried = pacer.turn();
  pacer.hurry();
  await hurried;
  await pacer.turn();
  const waiting = pacer.turn();
  pacer.close();
  await expect(waiting).rejects.toMatchObject({ code: 'CLOSED' });
  await expect(pacer.turn()).rejects.toMatchObject({ code: 'CLOSED' });
  expect(clock.pendingTimers()).toBe(0);
});

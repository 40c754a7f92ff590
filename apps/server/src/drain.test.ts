import { fakePlatform, gate } from '@nova/testkit';
import { expect, test } from 'vitest';
import { drain } from './drain.ts';
import { type Connection, Connections } from './socket/connections.ts';

const seed = 20261128;
const spreadMs = 10_000;

/** A node with so many clients; `goes` says whether one that is asked to go does. */
function crowd(size: number, goes: (index: number) => boolean = () => true) {
  const clock = fakePlatform(seed);
  const connections = new Connections({ perUser: size, perAddress: size });
  const beganMs = clock.nowMs();
  /** When each was asked to go, in milliseconds after the order. */
  const askedAtMs: number[] = [];
  const ended: string[] = [];
  for (let index = 0; index < size; index++) {
    const connection: Connection = {
      sessionId: `session ${index}`,
      userId: `user ${index}`,
      address: '',
      subscriptions: () => 1,
      unreadBytes: () => 0,
      check: () => {},
      leave() {
        askedAtMs.push(clock.nowMs() - beganMs);
        if (goes(index)) forget();
      },
      end: (why) => void ended.push(`${index} ${why}`),
    };
    const forget = connections.add(connection);
  }
  const { random, after } = clock;
  const start = (close = () => Promise.resolve()) => {
    const over = { atMs: Number.NaN };
    void drain({ api: { close }, connections, random, after, spreadMs }).then(() => {
      over.atMs = clock.nowMs() - beganMs;
    });
    return over;
  };
  return { clock, askedAtMs, ended, start };
}

test(`clients of a node that stops are sent away spread over the whole of its time (seed ${seed})`, async () => {
  const { clock, askedAtMs, ended, start } = crowd(1_000);
  const over = start();
  await clock.advance(2 * spreadMs);
  expect(askedAtMs).toHaveLength(1_000);
  for (const atMs of askedAtMs) expect(atMs).toBeLessThan(spreadMs);
  // No tenth of the time gets much more or less than a tenth of them: that would be four standard deviations off.
  const tenths = Array.from({ length: 10 }, (_, n) => askedAtMs.filter((ms) => Math.floor(ms / 1_000) === n).length);
  for (const asked of tenths) expect(Math.abs(asked - 100)).toBeLessThan(38);
  expect(over.atMs).toBeGreaterThan(0.9 * spreadMs);
  expect(over.atMs).toBeLessThanOrEqual(spreadMs + 25);
  expect(ended).toEqual([]);
  expect(clock.pendingTimers()).toBe(0);
});

test('nobody is sent away before what was accepted is finished', async () => {
  const { clock, askedAtMs, start } = crowd(10);
  const finished = gate();
  const over = start(finished.pass);
  await clock.advance(2 * spreadMs);
  expect(askedAtMs).toEqual([]);
  finished.open();
  await clock.advance(spreadMs + 25);
  expect(askedAtMs).toHaveLength(10);
  expect(over.atMs).toBeGreaterThan(2 * spreadMs);
});

test('who does not go is shown the door a moment after the last was asked', async () => {
  const { clock, ended, start } = crowd(3, (index) => index !== 1);
  const over = start();
  await clock.advance(spreadMs);
  expect(ended).toEqual([]);
  await clock.advance(1_000);
  expect(ended).toEqual(['1 shutdown']);
  expect(over.atMs).toBe(spreadMs + 250);
});

test('a node with nobody on it ends at once', async () => {
  const { clock, start } = crowd(0);
  const over = start();
  await clock.advance(0);
  expect(over.atMs).toBe(0);
});

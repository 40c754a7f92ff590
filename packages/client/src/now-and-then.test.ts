import { fakePlatform } from '@nova/testkit';
import { expect, test } from 'vitest';
import { emptyInbox, type InboxView } from './inbox/live-inbox.ts';
import { Listeners } from './listeners.ts';
import { nowAndThen } from './now-and-then.ts';

const everyMs = 30 * 60_000;

/** Whoever asks, and a server that can go away; the answers are given in their turn, then null. */
function bench(...answers: readonly (string | null | Error)[]) {
  return benchThat({ asksFirst: false, isThere: false }, answers);
}

function benchThat(
  { asksFirst, isThere }: { readonly asksFirst: boolean; readonly isThere: boolean },
  answers: readonly (string | null | Error)[],
) {
  const platform = fakePlatform();
  const listeners = new Listeners();
  const ending = new AbortController();
  const askedMs: number[] = [];
  const startedMs = platform.nowMs();
  let view: InboxView = isThere ? { ...emptyInbox, status: 'live' } : emptyInbox;
  const inbox = {
    get view() {
      return view;
    },
    subscribe: (listener: () => void) => listeners.add(listener),
  };
  const askNow = nowAndThen({
    platform,
    inbox,
    everyMs,
    asksFirst,
    signal: ending.signal,
    ask: () => {
      const answer = answers[askedMs.length] ?? null;
      askedMs.push(platform.nowMs() - startedMs);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  const be = (status: InboxView['status']): void => {
    view = { ...view, status };
    listeners.tell();
  };
  return { platform, ending, askedMs, askNow, be };
}

test('[O12] a server that was away is asked when it is back, and soon again while it does not know yet', async () => {
  const { platform, askedMs, be } = bench(null, new TypeError('fetch failed'), 'newer');
  be('live');
  await platform.advance(1_000);
  expect(askedMs).toEqual([]);
  be('resuming');
  await platform.advance(1_000);
  be('live');
  await platform.advance(5_000);
  expect(askedMs).toHaveLength(3);
  expect(askedMs.every((atMs) => atMs >= 2_000 && atMs < 3_000)).toBe(true);
  await platform.advance(everyMs - 60_000);
  expect(askedMs).toHaveLength(3);
});

test('[O12] who never knows is asked ten times within two minutes, and then not before the half hour is over', async () => {
  const { platform, askedMs, askNow } = bench();
  askNow();
  await platform.advance(everyMs - 1);
  expect(askedMs).toHaveLength(10);
  expect(askedMs.at(-1)).toBeLessThan(120_000);
  await platform.advance(1);
  expect(askedMs).toHaveLength(11);
});

test('[O12] of two questions only the newest is asked again, and none once nobody wants to know', async () => {
  const { platform, ending, askedMs, askNow, be } = bench();
  askNow();
  askNow();
  await platform.advance(100);
  expect(askedMs).toHaveLength(2);
  await platform.advance(150);
  expect(askedMs).toHaveLength(3);
  ending.abort();
  for (const status of ['live', 'resuming', 'live'] as const) be(status);
  askNow();
  await platform.advance(2 * everyMs);
  expect([askedMs.length, platform.pendingTimers()]).toEqual([3, 0]);
});

test.each([
  ['at once, if the server is there', true],
  ['when the server is there for the first time', false],
])('[O12] what is not known to begin with is asked %s, once', async (_, isThere) => {
  const { platform, askedMs, be } = benchThat({ asksFirst: true, isThere }, ['newer']);
  await platform.advance(1_000);
  expect(askedMs).toEqual(isThere ? [0] : []);
  be('live');
  await platform.advance(1_000);
  expect(askedMs).toEqual([isThere ? 0 : 1_000]);
});

import type { LogEntry } from '@nova/contract';
import { gate } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import type { EventLog, EventStream } from '../ports.ts';
import { room, span, testWorld } from '../testing/test-world.ts';

/** What everybody writes first: read what is pending, then listen for what comes. */
async function naiveSubscription(
  { log, stream }: { log: EventLog; stream: EventStream },
  tell: (entry: LogEntry) => void,
): Promise<void> {
  let cursor = 0;
  for (const entry of await log.read(room, 0, 1_000)) {
    tell(entry);
    cursor = entry.seq;
  }
  stream.onWake((wake) => {
    if (wake.type !== 'reached' || wake.seq <= cursor) return;
    void stream.read(room, { afterSeq: wake.seq - 1, limit: 1, knowsSeq: 0 }).then((entries) => {
      for (const entry of entries) tell(entry);
    });
    cursor = wake.seq;
  });
  await stream.watch(room);
}

describe('an event between "read what is pending" and "subscribe"', () => {
  test('[D2] is lost by the naive subscription', async () => {
    const { node, settle, log } = testWorld();
    const [here, there] = [node(), node()];
    const watch = here.stream.watch.bind(here.stream);
    const between = gate();
    here.stream.watch = async (conversationId) => {
      await between.pass();
      await watch(conversationId);
    };
    const told: number[] = [];
    void naiveSubscription({ log, stream: here.stream }, ({ seq }) => told.push(seq));
    await between.arrived();
    await there.send();
    between.open();
    await settle();
    await there.send();
    expect(told).toEqual([1, 3]);
  });

  const questions = ['check', 'heads', 'read'] as const;
  const moments = questions.flatMap((question) => [
    { question, side: 'before' as const },
    { question, side: 'after' as const },
  ]);

  test.each(moments)(
    '[D2] is not lost when it comes $side the first "$question", and waits for no poll',
    async (at) => {
      const { node, settle, platform } = testWorld();
      const [here, there] = [node(), node()];
      await there.send(2);
      const arrived = gate();
      here.detours[at.side] = async (question) => {
        if (question !== at.question) return;
        delete here.detours[at.side];
        await there.send(2);
        await arrived.pass();
      };
      const { sink } = here.follow(0);
      await arrived.arrived();
      await there.send();
      arrived.open();
      await settle();
      expect(sink.told).toEqual(['started', ...span(1, 6)]);
      await there.send();
      expect(sink.seqs).toEqual(span(1, 7));
      expect(sink.breaches).toEqual([]);
      expect(platform.nowMs()).toBe(Date.UTC(2026, 0, 1));
    },
  );

  test('[D2] is not lost while the registration for wake-ups is under way, or never succeeds', async () => {
    const { node, settle, platform } = testWorld();
    const [here, there] = [node(), node()];
    const registering = gate();
    const watch = here.stream.watch.bind(here.stream);
    here.stream.watch = async (conversationId) => {
      await registering.pass();
      await watch(conversationId);
    };
    const { sink } = here.follow(0);
    await registering.arrived();
    // Whoever did not wait for it would have read the head by now.
    await settle();
    await there.send();
    registering.open();
    await settle();
    expect(sink.seqs).toEqual([1, 2]);

    const deaf = node();
    deaf.stream.watch = () => Promise.reject(new Error('Redis is gone'));
    const poor = deaf.follow(0);
    await settle();
    await there.send();
    expect(poor.sink.seqs).toEqual([1, 2]);
    await platform.advance(2_000);
    expect(poor.sink.seqs).toEqual([1, 2, 3]);
  });

  test('[D2] is not lost when it comes in the very step in which a follower has caught up', async () => {
    const { node, settle, log, redis } = testWorld();
    const { send, follow, hub, detours } = node({ ringBackfill: 0, batchEntries: 2 });
    await send(9);
    redis.wipe();
    let commits = 0;
    detours.after = (question) => {
      if (question === 'read' && commits++ < 4) hub.offer([log.send(room)]);
    };
    const { sink } = follow(0);
    await settle();
    await send();
    expect(commits).toBeGreaterThan(4);
    expect(sink.seqs).toEqual(span(1, 10 + 4 + 1));
    expect(sink.breaches).toEqual([]);
  });
});

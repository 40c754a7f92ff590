import { gate } from '@nova/testkit';
import { describe, expect, test } from 'vitest';
import { graceMs, pushWorld, textsOf } from '../testing/push-world.ts';
import { pushStep } from './push-step.ts';

describe('[B5] sent once, whoever dies', () => {
  test('two nodes at once: what one has claimed the other passes by', async () => {
    await using w = await pushWorld();
    await w.say('x');
    await w.decide();
    w.clock.nowMs += graceMs;
    const stop = gate();
    const first = pushStep({
      ...w.parts(),
      failpoint: (name) => (name === 'pushes-claimed' ? stop.pass() : undefined),
    })();
    await stop.arrived();
    await pushStep(w.parts(w.other))();
    expect(w.phone.requests).toBe(0);
    stop.open();
    await first;
    expect(textsOf(w.phone)).toEqual(['1×x']);
  });

  test('a node that dies between claim and send leaves it to another; one that dies after it sends the same news again', async () => {
    await using w = await pushWorld();
    await w.say('x');
    await w.decide();
    w.clock.nowMs += graceMs;
    const dyingAt = (place: string) =>
      pushStep({
        ...w.parts(),
        failpoint: (name) => (name === place ? Promise.reject(new Error('dead')) : undefined),
      });
    const next = pushStep(w.parts(w.other));
    await expect(dyingAt('pushes-claimed')()).rejects.toThrow('dead');
    await next();
    expect(w.phone.requests).toBe(0);
    w.clock.nowMs += 31_000;
    await expect(dyingAt('push-sent')()).rejects.toThrow('dead');
    w.clock.nowMs += 31_000;
    await next();
    const seqs = w.phone.delivered.map(({ news }) => (news.type === 'news' ? news.seq : 0));
    expect(seqs).toHaveLength(2);
    expect(new Set(seqs).size).toBe(1);
    w.clock.nowMs += 31_000;
    await next();
    expect(w.phone.requests).toBe(2);
  });

  test('what comes while it is sent is sent after it', async () => {
    await using w = await pushWorld();
    await w.say('x');
    await w.decide();
    w.clock.nowMs += graceMs;
    const stop = gate();
    const first = pushStep({ ...w.parts(), failpoint: (name) => (name === 'push-sent' ? stop.pass() : undefined) })();
    await stop.arrived();
    await w.say('y');
    await w.decide();
    stop.open();
    await first;
    await w.pushed();
    expect(textsOf(w.phone)).toEqual(['1×x', '2×y']);
  });
});

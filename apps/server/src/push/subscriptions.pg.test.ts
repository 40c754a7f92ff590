import { describe, expect, test } from 'vitest';
import { noon, pushWorld, senderTo, textsOf } from '../testing/push-world.ts';
import { pushStep } from './push-step.ts';

describe('[B6] subscriptions', () => {
  test.each([404, 410])('one that is gone (%i) is forgotten', async (status) => {
    await using w = await pushWorld();
    w.phone.answers(status);
    await w.say('x');
    await w.pushed();
    expect((await w.bob.call.notification.settings()).thisDevice).toBe('off');
    await w.say('y');
    await w.pushed();
    expect(w.phone.requests).toBe(1);
  });

  test('a service in trouble is asked again, later and later, and not for ever; another device does not wait', async () => {
    await using w = await pushWorld();
    const laptop = await w.subscribe(await w.signIn(w.bob.userId));
    w.phone.answers(500);
    await w.say('x');
    await w.pushed();
    expect(textsOf(laptop)).toEqual(['1×x']);
    const step = pushStep(w.parts());
    const waits: number[] = [];
    for (let seconds = 1; seconds <= 5_000; seconds++) {
      const before = w.phone.requests;
      w.clock.nowMs += 1_000;
      const [due] = await w.db.query`
        select 1 from pushes where due_at <= ${new Date(w.clock.nowMs).toISOString()}::text::timestamptz`;
      if (due) await step();
      if (w.phone.requests > before) waits.push(seconds);
    }
    expect(waits).toEqual([5, 25, 105, 425, 1_705]);
    expect(w.phone.requests).toBe(6);
    w.phone.answers(201);
    await w.say('y');
    await w.pushed();
    expect(textsOf(w.phone)).toEqual(['2×y']);
  });

  test('a service that says when is asked then', async () => {
    await using w = await pushWorld();
    w.phone.answers(429, { 'retry-after': '120' });
    await w.say('x');
    await w.pushed();
    w.phone.answers(201);
    w.clock.nowMs += 119_000;
    await pushStep(w.parts())();
    expect(w.phone.requests).toBe(1);
    w.clock.nowMs += 1_000;
    await pushStep(w.parts())();
    expect(textsOf(w.phone)).toEqual(['1×x']);
  });

  test('a session that ended is told nothing, also of what was planned', async () => {
    await using w = await pushWorld();
    await w.say('x');
    await w.decide();
    await w.bob.call.user.revokeDevice({ deviceId: w.bob.sessionId });
    await w.pushed();
    expect(w.phone.requests).toBe(0);
  });

  test('a session that ran out is told nothing', async () => {
    await using w = await pushWorld();
    await w.say('x');
    await w.decide();
    await w.db
      .query`update sessions set expires_at = ${new Date(noon).toISOString()}::text::timestamptz where id = ${w.bob.sessionId}`;
    await w.pushed();
    expect(w.phone.requests).toBe(0);
    expect(await w.db.query`select 1 from notify_devices`).toEqual([]);
  });

  test('one can try whether it works', async () => {
    await using w = await pushWorld();
    expect(await w.bob.call.notification.try()).toEqual({ planned: true });
    expect(await w.ann.call.notification.try()).toEqual({ planned: false });
    w.clock.nowMs = Date.now() + 1_000;
    await pushStep(w.parts())();
    expect(textsOf(w.phone)).toEqual(['trial']);
  });

  test('[B7] a service that is not a public one is not connected to, whatever was let in before', async () => {
    await using w = await pushWorld();
    const { subscription } = w.phone;
    using strict = senderTo([]);
    const over = { type: 'over', conversationId: w.group } as const;
    expect(await strict.send(subscription, over, { topic: 'x' })).toEqual({ type: 'refused' });
    const inside = { ...subscription, endpoint: 'https://localhost.localdomain/push' };
    expect((await strict.send(inside, over, { topic: 'x' })).type).not.toBe('sent');
    expect(w.phone.requests).toBe(0);
  });
});

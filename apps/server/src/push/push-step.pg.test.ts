import { describe, expect, test } from 'vitest';
import { noon, pushWorld, textsOf } from '../testing/push-world.ts';
import { pushStep } from './push-step.ts';

describe('[B3] a push tells how things stand when it is sent', () => {
  test('encrypted for the device; what came together is told together; a long text is cut', async () => {
    await using w = await pushWorld();
    await w.say('one');
    await w.say(`two ${'😀'.repeat(300)}`);
    await w.pushed();
    expect(w.phone.delivered).toHaveLength(1);
    const [first] = w.phone.delivered;
    const { news, headers } = first ?? { news: null, headers: null };
    expect(news).toMatchObject({ type: 'news', conversationId: w.group, title: 'Team', senderName: 'Ann', count: 2 });
    expect(news?.type === 'news' ? news.body.length : 0).toBeLessThanOrEqual(200);
    expect(JSON.stringify(news).isWellFormed()).toBe(true);
    expect(headers).toMatchObject({ topic: expect.stringMatching(/^[\w-]{32}$/), urgency: 'normal', ttl: '86400' });
    await w.say('three @bob');
    await w.pushed();
    expect(textsOf(w.phone).at(-1)).toBe('3×three @bob');
    expect(w.phone.delivered.at(-1)?.headers).toMatchObject({ urgency: 'high', topic: headers?.['topic'] });
    await w.pushed();
    expect(w.phone.requests).toBe(2);
  });

  test('nothing is pushed before its grace is over, nor what was read, deleted or left by then', async () => {
    await using w = await pushWorld();
    const first = await w.say('read on the desktop');
    await w.decide();
    await pushStep(w.parts())();
    expect(w.phone.requests).toBe(0);
    await w.bob.call.conversation.markRead({ conversationId: w.group, seq: first.seq });
    await w.pushed();
    const second = await w.say('deleted');
    await w.decide();
    await w.ann.call.message.delete({ messageId: second.messageId });
    await w.pushed();
    await w.say('left');
    await w.decide();
    await w.bob.call.conversation.leave({ conversationId: w.group });
    await w.pushed();
    expect(w.phone.requests).toBe(0);
  });

  test('what a device shows is made right, or taken away, when it is edited, deleted or read elsewhere', async () => {
    await using w = await pushWorld();
    const desktop = await w.signIn(w.bob.userId);
    const first = await w.say('first');
    const second = await w.say('secret');
    await w.pushed();
    await w.ann.call.message.delete({ messageId: second.messageId });
    await w.pushed();
    await w.ann.call.message.edit({ messageId: first.messageId, expectedVersion: 1, body: 'first!' });
    await w.pushed();
    await desktop.call.conversation.markRead({ conversationId: w.group, seq: first.seq });
    w.clock.nowMs = Date.now() + 1_000;
    await w.pushed();
    expect(textsOf(w.phone)).toEqual(['2×secret', '1×first', '1×first!', 'over']);
    await w.pushed();
    expect(w.phone.requests).toBe(4);
  });

  test('the device that one reads on is told nothing of it', async () => {
    await using w = await pushWorld();
    const { seq } = await w.say('x');
    await w.pushed();
    await w.bob.call.conversation.markRead({ conversationId: w.group, seq });
    w.clock.nowMs = Date.now() + 1_000;
    await w.pushed();
    expect(textsOf(w.phone)).toEqual(['1×x']);
  });
});

describe('[B4] nobody is disturbed', () => {
  test('during quiet hours and do not disturb that began meanwhile, and while one looks at another device', async () => {
    await using w = await pushWorld();
    const { notification } = w.bob.call;
    await w.say('x');
    await w.decide();
    await notification.setSettings({ dndUntil: new Date(noon + 3_600_000).toISOString() });
    await w.pushed();
    await notification.setSettings({
      dndUntil: null,
      quiet: { from: 11 * 60, to: 13 * 60, days: [6], zone: 'UTC' },
    });
    await w.say('y');
    await w.pushed();
    await notification.setSettings({ quiet: null });
    await notification.setActive({ on: true });
    await w.db
      .query`update notify_people set active_until = ${new Date(noon + 60_000).toISOString()}::text::timestamptz`;
    await w.say('z');
    await w.pushed();
    expect(w.phone.requests).toBe(0);
    await notification.setActive({ on: false });
    await w.say('at last');
    await w.pushed();
    // What came in quiet hours is not told later.
    expect(textsOf(w.phone)).toEqual(['3×at last']);
  });
});
